import { chaosOptions, UsageError } from './options';

describe('the options of a run', () => {
  it('draws a seed when none is given, and drives for ten minutes', () => {
    expect(chaosOptions([], () => 4_711)).toEqual({
      seconds: 600,
      seed: 4_711,
      only: [],
      reportFile: undefined,
      keep: false,
    });
  });

  it('takes what is given', () => {
    const args = [
      '--seconds',
      '90',
      '--seed',
      '7',
      '--only',
      'mail-down,broker-killed',
      '--report',
      'out.json',
      '--keep',
    ];
    expect(chaosOptions(args)).toEqual({
      seconds: 90,
      seed: 7,
      only: ['mail-down', 'broker-killed'],
      reportFile: 'out.json',
      keep: true,
    });
  });

  it.each([
    ['--seconds', '29'],
    ['--seconds', '1.5'],
    ['--seed', '-1'],
    ['--seed', 'today'],
    ['--seed', String(2 ** 31)],
    ['--only', 'mail-down,flood'],
    ['--loud'],
    ['somewhere'],
  ])('refuses %s %s', (...args) => {
    expect(() => chaosOptions(args)).toThrow(UsageError);
  });

  it('tells how it is used', () => {
    expect(chaosOptions(['--help'])).toBe('help');
  });
});
