import { readOptions } from './options';

describe('options of the demo', () => {
  it('have defaults', () => {
    expect(readOptions([])).toEqual({ exit: false, seed: 1, from: '2026-11-02', docker: false });
  });

  it('are read', () => {
    const options = readOptions([
      '--exit',
      '--report',
      'r.json',
      '--rows',
      '30',
      '--seed',
      '7',
      '--from',
      '2026-09-14',
    ]);

    expect(options).toEqual({ exit: true, reportFile: 'r.json', rows: 30, seed: 7, from: '2026-09-14', docker: false });
  });

  it.each([
    [['--rows', '0'], '--rows 0'],
    [['--seed', 'x'], '--seed x'],
    [['--from', '2026-13-01'], '--from 2026-13-01'],
    [['--what'], '--what'],
  ])('are refused with the name of the wrong one: %s', (args, named) => {
    expect(() => readOptions(args)).toThrow(named);
  });
});
