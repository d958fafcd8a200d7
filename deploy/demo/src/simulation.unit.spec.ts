import { OfficeHours } from './business/office-hours';
import { noticed, received, until, type LifeRun } from './life/impressions';
import type { Life } from './life/life';
import type { WorkItem } from './people/views';
import type { Letter } from './platform/mailbox';
import { Simulation, type Player, type SimulationParts } from './simulation';

const shanghai = (local: string) => new Date(`${local}:00+08:00`);
const item = (state: WorkItem['state']): WorkItem => ({
  complaintId: 'c1',
  complaintNo: 'GSCS-1',
  state,
  stateSeq: 1,
  unitId: 'CS',
  handlerId: null,
});
const letter: Letter = { id: 'l1', to: 'lin@example.com', kind: 'CLOSURE', complaintNo: 'GSCS-1' };

function player(run: () => LifeRun): Player {
  return {
    life: { id: 'c1', run } as unknown as Life,
    complainant: { addresses: ['lin@example.com'] } as unknown as Player['complainant'],
  };
}

/** A world in which time moves, lists show `state`, and `letters` have come by the end of a step. */
function world(state: () => WorkItem['state'] = () => 'ASSIGNED', letters: () => Letter[] = () => []) {
  const clock = { now: shanghai('2026-11-02T08:00') };
  const aborted = new AbortController();
  const parts = {
    stage: {
      get now() {
        return clock.now;
      },
      advanceTo: (at: Date) => {
        clock.now = at;
        return Promise.resolve();
      },
      settle: () => Promise.resolve(),
    },
    hours: OfficeHours.shipped('CN'),
    lists: { look: () => Promise.resolve(new Map([['c1', item(state())]])) },
    mailbox: { collect: () => Promise.resolve(letters()) },
    onStep: () => undefined,
    signal: aborted.signal,
  } as unknown as SimulationParts;
  return { clock, parts, aborted };
}

const evening = shanghai('2026-11-02T18:00');

// SY-11
describe('the simulation', () => {
  it('lets people act when they want to, not before', async () => {
    const { clock, parts } = world();
    const acted: Date[] = [];
    const life = player(async function* () {
      yield* until(shanghai('2026-11-02T10:07'));
      acted.push(clock.now);
      yield* until(shanghai('2026-11-02T14:00'));
      acted.push(clock.now);
    });

    await new Simulation([life], parts).play(evening);

    expect(acted).toEqual([shanghai('2026-11-02T10:07'), shanghai('2026-11-02T14:00')]);
  });

  it('lets staff notice what their lists show, in working time only', async () => {
    const { clock, parts } = world(() => (clock.now < shanghai('2026-11-02T11:00') ? 'ASSIGNED' : 'RESOLVED'));
    const noticedAt: Date[] = [];
    const life = player(async function* () {
      yield* noticed('RESOLVED');
      noticedAt.push(clock.now);
    });

    const simulation = new Simulation([life], parts);
    await simulation.play(evening);

    expect(simulation.left).toBe(0);
    expect(noticedAt[0]?.getTime()).toBeGreaterThanOrEqual(shanghai('2026-11-02T11:00').getTime());
    expect(parts.hours.areOpen(noticedAt[0] ?? new Date(0))).toBe(true);
  });

  it('keeps a letter that comes before anybody waits for it', async () => {
    const post = [[letter]];
    const { parts } = world(undefined, () => post.shift() ?? []);
    const life = player(async function* () {
      yield* until(shanghai('2026-11-02T10:00'));
      yield* until(shanghai('2026-11-02T15:00'));
      yield* received('CLOSURE');
    });

    const simulation = new Simulation([life], parts);
    await simulation.play(evening);

    expect(simulation.stuck).toEqual([]);
  });

  it('says what a life waited for that never came to its end', async () => {
    const { parts } = world();
    const lives = [
      player(async function* () {
        yield* noticed('CLOSED', 'WITHDRAWN');
      }),
      player(async function* () {
        yield* until(shanghai('2026-11-02T09:30'));
        throw new Error('POST /v1/x: 409 blocked');
      }),
    ];

    const simulation = new Simulation(lives, parts);
    await simulation.play(evening);

    expect(simulation.stuck.map(({ reason }) => reason).toSorted()).toEqual([
      'POST /v1/x: 409 blocked',
      'Staff never saw it as CLOSED or WITHDRAWN',
    ]);
  });

  it('ends after the step under way when it is stopped', async () => {
    const { parts, aborted } = world();
    const life = player(async function* () {
      yield* until(shanghai('2026-11-02T09:30'));
      aborted.abort();
      yield* until(shanghai('2026-11-02T17:00'));
    });

    const simulation = new Simulation([life], parts);
    await simulation.play(evening);

    expect(simulation.stuck[0]?.reason).toBe('The demo was stopped');
  });
});
