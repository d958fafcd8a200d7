import { matches, valueAtPlace } from './matching';

const readTime = () => new Date('2026-03-02T01:00:00Z');
const answer = {
  items: [
    { kind: 'OFFER', n: 2 },
    { kind: 'CLOSURE', sub: { id: 'x' } },
  ],
  at: '2026-03-02T01:00:00.000Z',
};

describe('what a scenario expects of an answer', () => {
  it('is found by its place', () => {
    expect(valueAtPlace(answer, 'items[0].kind')).toBe('OFFER');
    expect(valueAtPlace(answer, 'items[kind=CLOSURE].sub.id')).toBe('x');
    expect(valueAtPlace(answer, 'items.length')).toBe(2);
    expect(valueAtPlace(answer, 'nothing.here[3]')).toBeUndefined();
    expect(valueAtPlace(answer, '.')).toBe(answer);
  });

  it.each([
    [2, 2, true],
    [2, '2', false],
    [answer, { items: { has: { kind: 'OFFER' } } }, true],
    [answer.items, { has: { kind: 'REFUND' } }, false],
    [answer.items, { hasNot: { kind: 'REFUND' } }, true],
    [answer.items, [{ kind: 'OFFER' }], false],
    [answer.items, [{ kind: 'OFFER' }, {}], true],
    ['a letter', { says: 'letter', saysNot: 'fax' }, true],
    ['a letter', { says: 'fax' }, false],
    [answer.at, { time: 'received' }, true],
    ['2026-03-02T01:00:01.000Z', { time: 'received' }, false],
    [undefined, { exists: false }, true],
    [null, { exists: true }, false],
    [3, { atLeast: 3 }, true],
    ['OPEN', { not: 'OPEN' }, false],
  ])('%j against %j is %s', (actual, expected, outcome) => {
    expect(matches(actual, expected, readTime)).toBe(outcome);
  });
});
