import { type Look, measuredLooks, rateBetween } from './registered-rate';

const at = (atMs: number, registered: number) => ({ atMs, registered });
const registeredRate = (looks: readonly Look[], all: number) => {
  const { first, last } = measuredLooks(looks, all);
  return rateBetween(first, last);
};

it('leaves the first tenth and what came before out', () => {
  expect(registeredRate([at(0, 0), at(4_000, 0), at(5_000, 200), at(6_000, 600), at(7_000, 1_000)], 1_000)).toBe(400);
});

it('ends with the first look that finds all', () => {
  expect(registeredRate([at(0, 100), at(1_000, 1_000), at(9_000, 1_000)], 1_000)).toBe(900);
});

it('makes no rate of a back-log that was not taken', () => {
  expect(() => registeredRate([at(0, 0), at(1_000, 999)], 1_000)).toThrow('do not reach 1000');
});

it('makes no rate of one look', () => {
  expect(() => registeredRate([at(0, 0), at(100, 1_000)], 1_000)).toThrow('too few');
});
