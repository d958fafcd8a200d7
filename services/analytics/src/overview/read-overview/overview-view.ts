import type { ComplaintKind, Label } from '@redress/contracts';
import { MILESTONES, type Milestone } from '../domain/complaint-fold';
import type { ClockCount, Measure } from '../domain/contributions';
import { BUCKET_ERROR, percentile } from '../domain/duration-histogram';
import type { Labels } from './labels';
import type { OverviewView } from './overview.dto';
import type { CountRow, DayRow } from './sql-overview';

type Figures = Omit<OverviewView, 'asOf' | 'from' | 'to' | 'unit' | 'kind'>;
type Counted = OverviewView['byState'][number];

/** Puts counters into the shape in which they are read. */
export function figuresOf(
  kind: ComplaintKind,
  totals: readonly CountRow[],
  days: readonly DayRow[],
  labels: Labels,
): Figures {
  const of = (measure: Measure) => totals.filter((row) => row.kind === kind && row.measure === measure);
  const complaints = of('COMPLAINTS');
  return {
    total: sum(complaints),
    byKind: counts(
      totals.filter((row) => row.measure === 'COMPLAINTS'),
      (row) => row.kind,
      (row) => labels.kind(row.kind),
    ),
    byState: counts(
      of('STATE'),
      (row) => row.value,
      (row) => labels.state(row.value),
    ),
    byCategory: counts(
      of('CATEGORY'),
      (row) => row.value,
      (row) => labels.category(row.value, row.packs),
    ),
    byChannel: counts(
      of('CHANNEL'),
      (row) => row.value,
      (row) => labels.channel(row.value),
    ),
    bySeverity: counts(
      of('SEVERITY'),
      (row) => row.value,
      (row) => labels.severity(row.value),
    ),
    byPriority: counts(
      of('PRIORITY'),
      (row) => row.value,
      (row) => labels.priority(row.value),
    ),
    byUnit: counts(
      complaints.filter((row) => row.unitId !== ''),
      (row) => row.unitId,
      (row) => labels.unit(row.unitId),
    ),
    clocks: clocks(of('CLOCK'), labels),
    milestones: milestones(of('TIME_TO')),
    percentileError: Math.round(BUCKET_ERROR * 1_000) / 1_000,
    perDay: perDay(days),
  };
}

/** Counts per code, most first. Of several labels of one code (a pack that renamed it) the newest pack's counts. */
function counts(
  rows: readonly CountRow[],
  codeOf: (row: CountRow) => string,
  labelOf: (row: CountRow) => Label,
): Counted[] {
  const byCode = groupBy(rows, codeOf);
  return [...byCode]
    .map(([value, group]) => ({ value, label: labelOf(newestPacks(group)), count: sum(group) }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

function clocks(rows: readonly CountRow[], labels: Labels): OverviewView['clocks'] {
  return [...groupBy(rows, (row) => row.value)]
    .map(([clock, group]) => {
      const count = (state: ClockCount) => sum(group.filter((row) => row.detail === state));
      const metInTime = count('MET_IN_TIME');
      const breached = count('BREACHED');
      return {
        clock,
        label: labels.clock(clock, newestPacks(group).packs),
        started: count('STARTED'),
        open: count('OPEN'),
        metInTime,
        breached,
        breachTakenBack: count('BREACH_TAKEN_BACK'),
        cancelled: count('CANCELLED'),
        compliance: metInTime + breached === 0 ? null : metInTime / (metInTime + breached),
      };
    })
    .sort((one, other) => (one.clock < other.clock ? -1 : 1));
}

function milestones(rows: readonly CountRow[]): OverviewView['milestones'] {
  return MILESTONES.map((milestone) => {
    const buckets = new Map<number, number>();
    for (const row of rows.filter(({ value }) => value === milestone)) {
      const bucket = Number(row.detail);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + row.count);
    }
    return {
      milestone,
      count: [...buckets.values()].reduce((all, one) => all + one, 0),
      p50Seconds: percentile(buckets, 0.5),
      p90Seconds: percentile(buckets, 0.9),
      p99Seconds: percentile(buckets, 0.99),
    };
  });
}

function perDay(rows: readonly DayRow[]): OverviewView['perDay'] {
  return [...groupBy(rows, (row) => row.day)].map(([day, group]) => {
    const reached = (milestone: Milestone) =>
      sum(group.filter((row) => row.measure === 'TIME_TO' && row.value === milestone));
    return {
      day,
      received: sum(group.filter((row) => row.measure === 'COMPLAINTS')),
      acknowledged: reached('acknowledged'),
      determined: reached('determined'),
      resolved: reached('resolved'),
      ended: reached('ended'),
    };
  });
}

function newestPacks(rows: readonly CountRow[]): CountRow {
  const [first, ...others] = rows as [CountRow, ...CountRow[]];
  const byVersion = new Intl.Collator('en', { numeric: true });
  return others.reduce((newest, row) => (byVersion.compare(row.packs, newest.packs) > 0 ? row : newest), first);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((all, row) => all + row.count, 0);
}
