import { STATES } from '@redress/contracts';
import type { Life } from '../life/life';
import { MILESTONES, type ClockFate, type Milestone, type Tale } from '../platform/story';
import type { Stuck } from '../simulation';
import { differences } from './differences';

/** How often a promise was kept. */
export interface ClockFigures {
  started: number;
  met: number;
  breached: number;
  running: number;
  cancelled: number;
  /** Share of the decided ones that were met, percent; null when none is decided. */
  compliancePercent: number | null;
}

export interface LatencyFigures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** A row whose complaint did not end as it expects. */
export interface RowDifference {
  readonly row: string;
  readonly complaintNo: string | null;
  readonly reasons: readonly string[];
}

/** The figures of a run, as they stand in the report. */
export interface Figures {
  readonly submitted: number;
  readonly registered: number;
  readonly acknowledged: number;
  readonly ended: number;
  readonly parked: number;
  readonly byState: Readonly<Record<string, number>>;
  readonly stories: { readonly checked: number; readonly illegal: number };
  readonly clocks: Readonly<Record<string, ClockFigures>>;
  /** Real time from the submission to the first time of each milestone, milliseconds. */
  readonly latencyMs: Readonly<Partial<Record<Milestone, LatencyFigures>>>;
  readonly letters: number;
  readonly businessDays: number;
  readonly realSeconds: number;
  readonly requests: number;
  readonly differences: readonly RowDifference[];
}

export interface Played {
  readonly lives: readonly Life[];
  readonly stuck: readonly Stuck[];
  readonly taleOf: (life: Life) => Tale | undefined;
  readonly stories: Figures['stories'];
}

/** Adds a run up. */
export function figuresOf(
  { lives, stuck, taleOf, stories }: Played,
  rest: Pick<Figures, 'parked' | 'letters' | 'businessDays' | 'realSeconds' | 'requests'>,
): Figures {
  const reasonOf = new Map(stuck.map(({ life, reason }) => [life, reason]));
  const tales = lives.flatMap((life) => taleOf(life) ?? []);
  return {
    submitted: lives.filter(({ filing }) => filing).length,
    registered: tales.length,
    acknowledged: tales.filter(({ milestones }) => milestones.has('acknowledged')).length,
    ended: tales.filter(({ state }) => STATES[state].ended).length,
    byState: countBy(tales.map(({ state }) => state)),
    stories,
    clocks: clockFigures(tales),
    latencyMs: latencies(lives, taleOf),
    ...rest,
    differences: lives.flatMap((life) => {
      const tale = taleOf(life);
      const stuckBecause = reasonOf.get(life);
      const reasons = [
        ...(stuckBecause === undefined ? [] : [stuckBecause]),
        ...(tale ? differences(life.row.expected, tale) : ['was never registered']),
      ];
      return reasons.length > 0 ? [{ row: life.row.id, complaintNo: tale?.complaintNo ?? null, reasons }] : [];
    }),
  };
}

/** Whether the run went as it should. */
export function isFlawless({ differences: wrong, parked, stories, submitted, ended }: Figures): boolean {
  return wrong.length === 0 && parked === 0 && stories.illegal === 0 && ended === submitted;
}

/** Counts of equal values, in alphabetical order. */
export function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** The value below which a share of the values lies, by nearest rank; the values must be sorted. Throws when there are none. */
export function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new RangeError('There is no percentile of no values');
  return value;
}

function clockFigures(tales: readonly Tale[]): Record<string, ClockFigures> {
  const figures: Record<string, ClockFigures> = {};
  for (const { clock, fate } of tales.flatMap(({ clocks }) => [...clocks.values()])) {
    const one = (figures[clock] ??= emptyClock());
    one.started++;
    one[fate]++;
  }
  for (const one of Object.values(figures)) {
    const decided = one.met + one.breached;
    one.compliancePercent = decided === 0 ? null : Math.round((1000 * one.met) / decided) / 10;
  }
  return figures;
}

function emptyClock(): ClockFigures & Record<ClockFate, number> {
  return { started: 0, met: 0, breached: 0, running: 0, cancelled: 0, compliancePercent: null };
}

function latencies(lives: readonly Life[], taleOf: Played['taleOf']): Figures['latencyMs'] {
  const found: Partial<Record<Milestone, LatencyFigures>> = {};
  for (const milestone of Object.keys(MILESTONES) as Milestone[]) {
    const sorted = lives
      .flatMap((life) => {
        const reachedAt = taleOf(life)?.milestones.get(milestone);
        return reachedAt && life.filing ? [reachedAt.getTime() - life.filing.sentAt.getTime()] : [];
      })
      .toSorted((one, other) => one - other);
    if (sorted.length === 0) continue;
    found[milestone] = {
      count: sorted.length,
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
      p99: percentile(sorted, 0.99),
    };
  }
  return found;
}
