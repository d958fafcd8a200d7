import type { ClockReading } from '@redress/time';
import { commandView, commandViewWith } from '@redress/commands';
import { clockView, clockViewSchema, commandsSchema } from './views';

describe('what reads carry', () => {
  it('commands are allowed when nothing blocks them', () => {
    const commands = [
      commandView('acceptAssignment'),
      commandViewWith(
        'executeRemedy',
        { remedyId: 'r' },
        { code: 'REMEDY_NOT_EXECUTABLE', params: { remedyState: 'DONE' }, whoCan: [{ role: 'CASE_LEAD' }] },
      ),
    ];

    expect(commandsSchema.parse(commands)).toEqual([
      { operationId: 'acceptAssignment', allowed: true, blockedBy: [] },
      {
        operationId: 'executeRemedy',
        with: { remedyId: 'r' },
        allowed: false,
        blockedBy: [expect.objectContaining({ code: 'REMEDY_NOT_EXECUTABLE' })],
      },
    ]);
  });

  it('a clock shows what was computed, so that nobody needs a calendar', () => {
    const reading: ClockReading = {
      state: 'PAUSED',
      startedAt: new Date('2026-03-02T01:00:00Z'),
      countsFrom: new Date('2026-03-02T01:00:00Z'),
      dueAt: null,
      warn50At: new Date('2026-03-03T01:00:00Z'),
      warn80At: null,
      late150At: null,
      late200At: null,
      endedAt: null,
      reachedPercent: 50,
      unit: 'WD',
      kind: 'WORKING',
      limitMs: 7_200_000,
      consumedMs: 3_700_000,
      remainingMs: 3_500_000.4,
      pausedMs: 60_000,
      ticking: false,
      nextBoundaryAt: null,
      provisional: false,
    };
    const identity = {
      clockId: '019a9d6e-7a00-7000-8000-0000000000ac',
      clock: 'RESOLVE',
      cycle: 1,
      statutory: true,
      timeZone: 'Asia/Shanghai',
      asOf: new Date('2026-03-04T01:00:00Z'),
    };

    const view = clockView(identity, reading);

    expect(clockViewSchema.parse(view)).toMatchObject({
      clock: 'RESOLVE',
      state: 'PAUSED',
      statutory: true,
      dueAt: null,
      warn50At: '2026-03-03T01:00:00.000Z',
      remaining: 3_500_000,
      running: false,
    });
    expect(view).not.toHaveProperty('subject');
    const subject = { kind: 'REMEDY_LINE', id: 'r1' };
    expect(clockViewSchema.parse(clockView({ ...identity, subject }, reading)).subject).toEqual(subject);
  });
});
