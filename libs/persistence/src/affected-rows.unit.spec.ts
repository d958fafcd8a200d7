import { mustChange, WrongRowCount } from './index';

describe('the count of rows that a write changed', () => {
  it.each([
    ['a statement', { rows: [{ version: 2 }], rowCount: 1 }],
    ['a repository', { affected: 1 }],
  ])('is accepted from %s when it is the one that was meant', async (_, written) => {
    expect(await mustChange('plan-submit', 1, Promise.resolve(written))).toBe(written);
  });

  it.each([
    ['no row was found', { affected: 0 }, 0],
    ['more than one was changed', { rowCount: 2 }, 2],
    ['the driver told none', { affected: undefined }, 0],
  ])('is refused when %s', async (_, written, changed) => {
    await expect(mustChange('plan-submit', 1, written)).rejects.toThrow(new WrongRowCount('plan-submit', 1, changed));
  });
});
