import { readOptions, UsageError } from './options';

const read = (...args: string[]) => readOptions(args, ['B1', 'B2', 'B3']);

it('measures everything in several rounds by default', () => {
  expect(read()).toEqual({
    quick: false,
    rounds: 3,
    only: ['B1', 'B2', 'B3'],
    seed: 1,
    complaints: 1_000_000,
    docker: false,
  });
});

it('makes one round when it has to be quick, unless told otherwise', () => {
  expect(read('--quick')).toMatchObject({ quick: true, rounds: 1, complaints: 30_000 });
  expect(read('--quick', '--complaints', '500000')).toMatchObject({ complaints: 500_000 });
  expect(read('--quick', '--rounds', '2')).toMatchObject({ quick: true, rounds: 2 });
});

it('takes a part, in the order of the bench', () => {
  expect(read('--only', 'B3, B1')).toMatchObject({ only: ['B1', 'B3'] });
});

it('takes a file and a seed', () => {
  expect(read('--report', 'r.json', '--seed', '7', '--docker')).toMatchObject({
    reportFile: 'r.json',
    seed: 7,
    docker: true,
  });
});

it.each([
  [['--only', 'B1,B12'], '--only B1,B12: B12 is not one of B1, B2, B3'],
  [['--rounds', '0'], '--rounds 0: must be a whole number from 1'],
  [['--rounds', 'two'], '--rounds two: must be a whole number from 1'],
  [['--seed', '-1'], '--seed'],
  [['--complaints', '10000'], '--complaints 10000: must be at least 20000'],
  [['--quik'], '--quik'],
  [['more'], 'more'],
])('refuses %j', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});

it('knows when only help is wanted', () => {
  expect(read('--help', '--rounds', '5')).toBe('help');
});
