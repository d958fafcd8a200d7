import { machines, type ComplaintKind } from '@redress/contracts';
import { dimensionsOf, MILESTONES, type ClockFold, type ComplaintFold } from './complaint-fold';
import { bucketOf } from './duration-histogram';

/** What is counted. */
export type Measure = 'COMPLAINTS' | 'STATE' | 'CATEGORY' | 'CHANNEL' | 'SEVERITY' | 'PRIORITY' | 'CLOCK' | 'TIME_TO';

/** How a clock stands, for compliance. Every started clock is also counted as STARTED. */
export type ClockCount = 'STARTED' | 'OPEN' | 'MET_IN_TIME' | 'BREACHED' | 'BREACH_TAKEN_BACK' | 'CANCELLED';

/** One place among the counters at which a complaint counts as one. */
export interface CounterKey {
  readonly organisationId: string;
  /** Enquiries and suggestions are counted apart (IN-25). */
  readonly kind: ComplaintKind;
  /** Day of receipt. */
  readonly day: string;
  /** Responsible unit; '' while there is none. */
  readonly unitId: string;
  readonly measure: Measure;
  readonly value: string;
  /** State of the clock, bucket of the duration; else ''. */
  readonly detail: string;
  /** Pinned packs, `ID:version` separated by commas, where codes are labelled by packs; else ''. */
  readonly packs: string;
}

/** A counter and by how much it changes. */
export interface CounterChange extends CounterKey {
  readonly change: number;
}

/** Where a complaint counts. Counters are the sums over all complaints, so they can be kept by adding and taking away. */
export function contributionsOf(fold: ComplaintFold): CounterKey[] {
  const dimensions = dimensionsOf(fold);
  const { registration } = fold;
  if (!dimensions || !registration) return [];
  const packs = registration.packs.map((pack) => `${pack.id}:${pack.version}`).join(',');
  const at = {
    organisationId: fold.organisationId,
    kind: dimensions.kind,
    day: registration.receivedOn,
    unitId: dimensions.unitId ?? '',
  };
  const keys: CounterKey[] = [];
  const count = (measure: Measure, value: string | null, detail = '', labelledBy = ''): void => {
    if (value !== null) keys.push({ ...at, measure, value, detail, packs: labelledBy });
  };
  count('COMPLAINTS', '');
  count('STATE', dimensions.state);
  count('CATEGORY', dimensions.category, '', packs);
  count('CHANNEL', dimensions.channel);
  count('SEVERITY', dimensions.severity);
  count('PRIORITY', dimensions.priority);
  for (const clock of Object.values(fold.clocks)) {
    for (const state of clockCounts(clock)) count('CLOCK', clock.clock, state, packs);
  }
  const receivedMs = Date.parse(registration.receivedAt);
  for (const milestone of MILESTONES) {
    const reachedAt = fold.milestones[milestone];
    if (reachedAt !== undefined) {
      count('TIME_TO', milestone, String(bucketOf((Date.parse(reachedAt) - receivedMs) / 1_000)));
    }
  }
  return keys;
}

/** Adds up how counters change, each counter once. */
export class CounterSums {
  private readonly sums = new Map<string, { readonly key: CounterKey; change: number }>();

  /** One complaint counted at `before` and counts at `after` from now on. */
  add(before: readonly CounterKey[], after: readonly CounterKey[]): void {
    for (const key of before) this.change(key, -1);
    for (const key of after) this.change(key, 1);
  }

  /** The counters that change, in a fixed order: writers that take them in one order cannot block each other in a circle. */
  changes(): CounterChange[] {
    return [...this.sums]
      .filter(([, { change }]) => change !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { key, change }]) => ({ ...key, change }));
  }

  private change(key: CounterKey, by: number): void {
    const { organisationId, kind, day, measure, unitId, value, detail, packs } = key;
    const text = `${organisationId}\n${kind}\n${day}\n${measure}\n${unitId}\n${value}\n${detail}\n${packs}`;
    const known = this.sums.get(text);
    if (known) known.change += by;
    else this.sums.set(text, { key, change: by });
  }
}

function clockCounts(clock: ClockFold): ClockCount[] {
  const counts: ClockCount[] = clock.isStarted ? ['STARTED'] : [];
  if (clock.isBreached?.value) counts.push('BREACHED');
  else if (clock.state?.value === machines.clock.state.MET) counts.push('MET_IN_TIME');
  else if (clock.state?.value === machines.clock.state.CANCELLED) counts.push('CANCELLED');
  else counts.push('OPEN');
  if (clock.wasTakenBack) counts.push('BREACH_TAKEN_BACK');
  return counts;
}
