import { clocksOf, type ClockEntry } from '@redress/contracts';
import type { ClockRow, Snapshot, StoryRecord } from '../world/snapshot';
import {
  anew,
  changed,
  CLOCK,
  COMPLAINT,
  evidenceOf,
  recordOf,
  smallWorld,
  withChanged,
  WITHDRAWN,
  without,
  withRepeated,
  withStory,
} from '../world/small-world.spec';

const NAME = `clock ${CLOCK} (RESOLUTION) of ${COMPLAINT}`;
const faults = (world: Snapshot) => evidenceOf('clocks', world);

const told =
  (change: object) =>
  (record: StoryRecord): StoryRecord => ({ ...record, value: { ...(record.value as object), ...change } });

const toldOfClock =
  (change: Partial<ClockEntry>) =>
  (record: StoryRecord): StoryRecord => {
    const [entry] = clocksOf({ data: record.value });
    return told({ clocks: [{ ...entry, ...change }] })(record);
  };

/** A world in which routing knows something else of the clock of the closed complaint. */
function withRow(change: Partial<ClockRow>, world = smallWorld()): Snapshot {
  return { ...world, clocks: world.clocks.map((row) => (row.clockId === CLOCK ? { ...row, ...change } : row)) };
}

describe('looking at clocks', () => {
  const world = smallWorld();

  it('finds a clock that started twice', () => {
    expect(faults(withRepeated(world, 'STARTED'))).toEqual([`${NAME} started 2 times`]);
  });

  it('finds a clock that never started', () => {
    expect(faults(without(world, 'STARTED'))).toEqual([
      `${NAME} started 0 times`,
      `clock RESOLUTION of ${COMPLAINT} never started`,
    ]);
  });

  it('finds a clock that fired twice', () => {
    expect(faults(withRepeated(world, 'clock-breached'))).toEqual([`${NAME} fired twice`]);
  });

  it('finds a clock that did not fire', () => {
    expect(faults(without(world, 'clock-breached'))).toEqual([
      `${NAME} was met after it was due and never fired`,
      `${NAME} has not fired on the story, routing has told 100 %`,
    ]);
  });

  it('finds a clock that warned twice, unless its due time changed between', () => {
    const warned = recordOf(world, 'clock-warned');
    const recomputed = {
      ...told(changed({ clockId: CLOCK, clock: 'RESOLUTION', cycle: 0 }, 'CALENDAR'))(warned),
      id: 'recomputed',
      type: 'redress.routing.clocks-changed.v1',
    };

    const insert = (...records: StoryRecord[]) =>
      withStory(world, (story) => story.flatMap((record) => (record === warned ? [record, ...records] : [record])));

    expect(faults(insert(anew(warned)))).toEqual([`${NAME} warned of 50 % twice`]);
    expect(faults(insert(recomputed, anew(warned)))).toEqual([]);
  });

  it('finds a clock that fired although it was met in time', () => {
    const met = withChanged(world, 'MET', toldOfClock({ endedAt: '2026-03-04T01:15:00.000Z', breached: false }));

    expect(faults(met)).toEqual([`${NAME} was met in time and fired`]);
  });

  it('lets a breach be taken back by late evidence', () => {
    const breached = recordOf(world, 'clock-breached');
    const withdrawn = { ...anew(breached), type: 'redress.routing.clock-breach-withdrawn.v1' };
    const met = withChanged(world, 'MET', toldOfClock({ endedAt: '2026-03-04T01:15:00.000Z', breached: false }));
    const story = withStory(met, (records) =>
      records.flatMap((record) => (record === breached ? [record, withdrawn] : [record])),
    );

    expect(faults(withRow({ state: 'MET', toldPercent: 0 }, story))).toEqual([]);
  });

  it('finds a breach that was taken back and never stood', () => {
    const breached = recordOf(world, 'clock-breached');
    const withdrawn = withChanged(world, 'clock-breached', () => ({
      ...breached,
      type: 'redress.routing.clock-breach-withdrawn.v1',
    }));

    expect(faults(withdrawn)).toContain(`${NAME} took back a breach that did not stand`);
  });

  it('finds a result that does not follow from its times', () => {
    expect(faults(withChanged(world, 'MET', toldOfClock({ breached: false })))).toContain(
      `${NAME} was met at 2026-03-06T01:15:00.000Z, due at 2026-03-05T01:15:00.000Z, breached: false`,
    );
  });

  it('finds a clock of which a mark says that it is about something else', () => {
    const subject = { kind: 'REMEDY_LINE', id: 'r1' };

    expect(faults(withChanged(world, 'clock-breached', told({ subject })))).toEqual([
      `${NAME} is about the complaint and about REMEDY_LINE r1`,
    ]);
  });

  it('does not take the clock of a remedy line for that of the complaint', () => {
    const subject = { kind: 'REMEDY_LINE', id: 'r1' };
    const ofLine = withStory(world, (records) =>
      records.map((record) => {
        const [entry] = clocksOf({ data: record.value });
        if (entry) return toldOfClock({ subject })(record);
        return record.type.includes('.clock-') ? told({ subject })(record) : record;
      }),
    );

    expect(faults(ofLine)).toEqual([COMPLAINT, WITHDRAWN].map((id) => `clock RESOLUTION of ${id} never started`));
  });

  it('finds a clock of which story and routing say different things', () => {
    expect(faults(withRow({ toldPercent: 80 }))).toEqual([`${NAME} has fired on the story, routing has told 80 %`]);
    expect(faults(withRow({ endedAt: null, state: 'RUNNING' }))).toContain(
      `${NAME} has ended on the story, in routing it is RUNNING`,
    );
    expect(faults({ ...world, clocks: world.clocks.slice(1) })).toEqual([`${NAME} is on the story and not in routing`]);
  });

  it('finds a clock of which only routing knows', () => {
    const row = { ...world.clocks[0]!, clockId: 'other' };

    expect(faults({ ...world, clocks: [...world.clocks, row] })).toEqual([
      `clock other of ${COMPLAINT} is in routing and not on the story`,
    ]);
  });

  it('finds a running clock whose time has come, a minute later', () => {
    const due = new Date(world.record.businessNow);
    const running = (nextFireAt: Date) =>
      faults(withRow({ state: 'RUNNING', toldPercent: 80, endedAt: null, nextFireAt }, without(world, 'MET'))).filter(
        (fault) => fault.includes('should have told'),
      );

    expect(running(new Date(due.getTime() - 60_000))).toEqual([]);
    expect(running(new Date(due.getTime() - 60_001))).toHaveLength(1);
  });

  it('finds a clock that outlives its complaint', () => {
    const endless = withRow({ state: 'RUNNING', toldPercent: 100, endedAt: null }, without(world, 'MET'));

    expect(faults(endless)).toEqual([`clock ${CLOCK} of ${COMPLAINT} is RUNNING although the complaint is CLOSED`]);
  });

  it('lets a window go on in the states that it outlives', () => {
    const window = withRow(
      { state: 'RUNNING', toldPercent: 100, endedAt: null, outlives: ['CLOSED'] },
      without(world, 'MET'),
    );

    expect(faults(window)).toEqual([]);
  });

  it('finds a breach of a clock whose due time breaches nothing', () => {
    expect(faults(withRow({ breaches: false })).join()).toContain('has fired on the story');
  });

  it('takes the marks after the breach as fired', () => {
    expect(faults(withRow({ toldPercent: 200 }))).toEqual([]);
  });

  it('finds the clocks of a complaint that has none', () => {
    const cancelled = without(without(world, 'STARTED', WITHDRAWN), 'CANCELLED', WITHDRAWN);

    expect(faults({ ...cancelled, clocks: cancelled.clocks.slice(0, 1) })).toEqual([
      `clock RESOLUTION of ${WITHDRAWN} never started`,
    ]);
  });
});
