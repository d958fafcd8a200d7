import { mustChange, WrongRowCount } from './index';

describe('the count of rows that a write changed', () => {
  it.each([
    ['a statement', { rowCount: 1 }],
    ['a repository', { affected: 1 }],
  ])('is accepted from %s when it is the one that was meant', (_, written) => {
    expect(() => mustChange('case', 1, written)).not.toThrow();
  });

  it.each([
    ['no row was found', { affected: 0 }, 0],
    ['more than one was changed', { rowCount: 2 }, 2],
    ['the driver told none', { affected: undefined }, 0],
  ])('is refused when %s', (_, written, affected) => {
    expect(() => mustChange('case', 1, written)).toThrow(new WrongRowCount('case', 1, affected));
  });
});
