import { clocksOf, type ClockChange, type ClockEntry, type SubjectReference } from '@redress/contracts';
import type { StoryEvent } from './world';

/** One thing that the story says of one clock. */
export interface ClockFact {
  readonly fact: 'started' | 'recomputed' | 'warned' | 'breached' | 'breach-withdrawn' | 'met' | 'cancelled';
  readonly event: StoryEvent;
  readonly clockId: string;
  readonly clock: string;
  /** Absent: the complaint. */
  readonly subject?: SubjectReference;
  readonly dueAt?: string | null;
  readonly percent?: number;
  readonly stoppedAt?: string;
  readonly breached?: boolean;
}

type ClockIdentity = Pick<ClockFact, 'clockId' | 'clock' | 'subject'>;

const MARKS: Readonly<Record<string, ClockFact['fact']>> = {
  'clock-warned': 'warned',
  'clock-breached': 'breached',
  'clock-breach-withdrawn': 'breach-withdrawn',
};
const OF_CHANGE: Readonly<Partial<Record<ClockChange, ClockFact['fact']>>> = {
  STARTED: 'started',
  MET: 'met',
  CANCELLED: 'cancelled',
};

/**
 * What a story says of its clocks, fact by fact: the lists that events carry, taken apart, and the marks. The log has the
 * marks of a transaction behind the list of the same transaction; here they stand where they happened, before the end of
 * the clock.
 */
export function clockFactsOf(story: readonly StoryEvent[]): ClockFact[] {
  const facts: ClockFact[] = [];
  const ends = new Map<string, ClockFact>();
  const release = (clockId: string): void => {
    const end = ends.get(clockId);
    ends.delete(clockId);
    if (end) facts.push(end);
  };
  for (const event of story) {
    if (event.brokenAt !== undefined) continue;
    const mark = MARKS[event.contract?.fact ?? ''];
    if (mark) facts.push({ fact: mark, event, ...(event.value as ClockIdentity) });
    for (const entry of clocksOf({ data: event.value })) {
      release(entry.clockId);
      for (const fact of factsOf(entry, event)) {
        if (fact.fact === 'met' || fact.fact === 'cancelled') ends.set(entry.clockId, fact);
        else facts.push(fact);
      }
    }
  }
  for (const clockId of [...ends.keys()]) release(clockId);
  return facts;
}

function factsOf(entry: ClockEntry, event: StoryEvent): ClockFact[] {
  const { clockId, clock, subject, dueAt, endedAt, breached, changes } = entry;
  return changes.map((change) => ({
    fact: OF_CHANGE[change] ?? 'recomputed',
    event,
    clockId,
    clock,
    ...(subject === undefined ? {} : { subject }),
    dueAt,
    breached,
    ...(endedAt === undefined ? {} : { stoppedAt: endedAt }),
  }));
}
