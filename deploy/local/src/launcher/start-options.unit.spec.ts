import { startOptions, UsageError } from './start-options';

describe('the options of npm start', () => {
  it('asks for nothing special by default', () => {
    expect(startOptions([])).toEqual({ reset: false, docker: false, clock: 'real', replicas: {} });
  });

  it('reads every option', () => {
    expect(
      startOptions([
        '--reset',
        '--docker',
        '--clock',
        'driven:2026-03-02T09:00:00+08:00',
        '--replicas',
        'intake=2',
        '--replicas',
        'routing=3',
      ]),
    ).toEqual({
      reset: true,
      docker: true,
      clock: { drivenFrom: new Date('2026-03-02T01:00:00Z') },
      replicas: { intake: 2, routing: 3 },
    });
  });

  it.each([
    [['--resett'], /--resett/],
    [['--clock', 'fast'], /--clock fast: must be real, driven or driven:<instant>/],
    [['--clock', 'driven:tomorrow'], /--clock driven:tomorrow/],
    [['--replicas', 'intake'], /--replicas intake: must be <service>=<1 to 9>/],
    [['--replicas', 'billing=2'], /the service one of intake, routing/],
    [['--replicas', 'intake=0'], /1 to 9/],
    [['now'], /now/],
  ])('refuses %j and says why', (args, reason) => {
    expect(() => startOptions(args)).toThrow(UsageError);
    expect(() => startOptions(args)).toThrow(reason);
  });
});
