import { COMPLAINT_STATES, STATES } from '@redress/contracts';
import { clockFactsOf, type ClockFact } from '../world/clock-facts';
import type { ClockRow } from '../world/snapshot';
import { groupBy, type World } from '../world/world';

/** The sweep looks every second, and at what lies before it no later than a minute after. */
const GRACE_MS = 60_000;

/**
 * Clocks begin, warn, fire and end once each, those that are due have fired, none outlives its complaint, and routing knows
 * of each what the story says.
 */
export function findClockFaults(world: World): string[] {
  const stories = storiesOfClocks(world);
  const rows = new Map(world.snapshot.clocks.map((row) => [row.clockId, row]));
  const nowMs = Date.parse(world.snapshot.record.businessNow);
  return [
    ...[...stories].flatMap(([clockId, story]) => {
      const name = `clock ${clockId} (${story[0]!.clock}) of ${story[0]!.event.subject}`;
      const row = rows.get(clockId);
      const faults = [
        ...faultsOf(story, row?.breaches ?? true),
        ...(row ? disagreement(story, row) : ['is on the story and not in routing']),
      ];
      return faults.map((fault) => `${name} ${fault}`);
    }),
    ...world.snapshot.clocks.flatMap((row) => {
      const name = `clock ${row.clockId} of ${row.complaintId}`;
      return [
        ...(stories.has(row.clockId) ? [] : [`${name} is in routing and not on the story`]),
        ...[...overdue(row, nowMs), ...superfluous(row, world)].map((fault) => `${name} ${fault}`),
      ];
    }),
    ...clocksThatNeverStarted(world),
  ];
}

function storiesOfClocks(world: World): ReadonlyMap<string, readonly ClockFact[]> {
  return groupBy([...world.stories.values()].flatMap(clockFactsOf), ({ clockId }) => clockId);
}

/** What may not be said of one clock, one fact after the other. */
function faultsOf(story: readonly ClockFact[], breaches: boolean): string[] {
  const faults: string[] = [];
  let starts = 0;
  let isBreached = false;
  let warned = new Set<number>();
  for (const said of story) {
    switch (said.fact) {
      case 'started':
        starts += 1;
        break;
      case 'recomputed':
        warned = new Set();
        break;
      case 'warned':
        if (warned.has(said.percent!)) faults.push(`warned of ${said.percent} % twice`);
        warned.add(said.percent!);
        break;
      case 'breached':
        if (isBreached) faults.push('fired twice');
        isBreached = true;
        break;
      case 'breach-withdrawn':
        if (!isBreached) faults.push('took back a breach that did not stand');
        isBreached = false;
        warned = new Set();
        break;
      case 'met':
        if (said.breached !== (breaches && Date.parse(said.stoppedAt!) > Date.parse(said.dueAt!))) {
          faults.push(`was met at ${said.stoppedAt}, due at ${said.dueAt}, breached: ${said.breached}`);
        }
        if (said.breached && !isBreached) faults.push('was met after it was due and never fired');
        if (!said.breached && isBreached) faults.push('was met in time and fired');
        break;
    }
  }
  if (starts !== 1) faults.push(`started ${starts} times`);
  const subjects = new Set(story.map(({ subject }) => (subject ? `${subject.kind} ${subject.id}` : 'the complaint')));
  if (subjects.size > 1) faults.push(`is about ${[...subjects].join(' and about ')}`);
  return faults;
}

/** Where routing and the story disagree about how a clock stands. */
function disagreement(story: readonly ClockFact[], row: ClockRow): string[] {
  const last = story.findLast(({ fact }) => fact === 'breached' || fact === 'breach-withdrawn')?.fact;
  const hasFired = last === 'breached';
  const hasEnded = story.some(({ fact }) => fact === 'met' || fact === 'cancelled');
  const faults: string[] = [];
  if (hasFired !== (row.breaches && row.toldPercent >= 100)) {
    faults.push(`has ${hasFired ? '' : 'not '}fired on the story, routing has told ${row.toldPercent} %`);
  }
  if (hasEnded !== (row.endedAt !== null)) {
    faults.push(`has ${hasEnded ? '' : 'not '}ended on the story, in routing it is ${row.state}`);
  }
  return faults;
}

/** A running clock whose time has come and that said nothing. */
function overdue(row: ClockRow, nowMs: number): string[] {
  if (row.endedAt !== null || row.nextFireAt === null) return [];
  const lateMs = nowMs - row.nextFireAt.getTime();
  if (lateMs <= GRACE_MS) return [];
  return [`has told ${row.toldPercent} % and should have told more at ${row.nextFireAt.toISOString()}`];
}

const ENDED: ReadonlySet<string> = new Set(COMPLAINT_STATES.filter((state) => STATES[state].ended));

/** What waits for nothing any more must not fire. */
function superfluous(row: ClockRow, world: World): string[] {
  const state = world.lastMove(row.complaintId)?.move?.to;
  return state !== undefined && ENDED.has(state) && row.endedAt === null && !row.outlives.includes(state)
    ? [`is ${row.state} although the complaint is ${state}`]
    : [];
}

interface Registered {
  readonly kind: string;
  readonly packs: readonly { readonly id: string; readonly version: number }[];
}

/** The clocks that begin with the receipt have begun for every complaint. */
function clocksThatNeverStarted(world: World): string[] {
  const started = groupBy(
    [...world.stories.values()].flatMap(clockFactsOf).filter(({ fact, subject }) => fact === 'started' && !subject),
    ({ event }) => event.subject,
  );
  return world.said<Registered>('complaint-registered').flatMap(({ event, data }) => {
    const running = new Set((started.get(event.subject) ?? []).map(({ clock }) => clock));
    return data.packs
      .flatMap(
        (pinned) =>
          world.snapshot.packs.find(({ id, version }) => id === pinned.id && version === pinned.version) ?? [],
      )
      .flatMap(({ clocksFromReceipt }) => clocksFromReceipt)
      .filter(({ code, kinds }) => kinds.includes(data.kind) && !running.has(code))
      .map(({ code: clock }) => `clock ${clock} of ${event.subject} never started`);
  });
}
