import { against, atMost, type Figure } from '../figure';
import { grownPlatform } from '../growth/growth';
import type { Measurement } from '../measurement';
import type { ExplainedQueries, QuerySample } from './sample-queries';

const GOAL = 1.5;
/** Kinds of request that a goal is set for; the others are shown beside them. */
const KINDS = {
  queue: 'staff queue page',
  lookup: 'lookup by number',
  category: 'category filter',
  overview: 'overview page and drill-down',
  case: 'reading one case',
} as const;

/** B7: what staff ask for must take as long with many complaints as with ten thousand. */
export const queriesOfStaff: Measurement = {
  id: 'B7',
  title: 'Lists, lookups and overview with 10 thousand and with many complaints',
  async run(context) {
    const { small, large, plans, complaints } = await grownPlatform(context);
    const count = complaints.toLocaleString('en');
    const pairs = [...large.queries.values()].map((after) => ({ after, before: small.queries.get(after.name) }));
    const figures = Object.entries(KINDS).map(([kind, title]): Figure => {
      const own = pairs.filter(({ after }) => after.name.startsWith(`${kind}.`));
      const worst = own.reduce((one, other) => (growthOf(one) >= growthOf(other) ? one : other));
      return {
        id: `B7.${kind}`,
        title: `${title}, p95 with ${count} complaints (${worst.after.name})`,
        unit: 'ms',
        value: worst.after.p95Ms,
        min: Math.min(...own.map(({ after }) => after.p95Ms)),
        max: Math.max(...own.map(({ after }) => after.p95Ms)),
        ...against(worst.after.p95Ms, worst.before?.p95Ms ?? Number.NaN),
        goal: atMost(GOAL, growthOf(worst), 'growth of p95'),
        remarks: own.flatMap((pair) => [
          lineOf(pair),
          ...(plans.get(pair.after.name)?.plans ?? []).map((plan) => `    ${plan}`),
        ]),
      };
    });
    const worst = figures.reduce((one, other) => ((one.ratio ?? 0) >= (other.ratio ?? 0) ? one : other));
    return [
      { ...worst, id: 'B7', remarks: [`the kind of request that grows most: ${worst.id}`] },
      ...figures,
      scans([...large.queries.keys()], plans),
    ];
  },
};

interface Pair {
  readonly after: QuerySample;
  readonly before: QuerySample | undefined;
}

function growthOf({ after, before }: Pair): number {
  return after.p95Ms / (before?.p95Ms ?? Number.NaN);
}

function lineOf({ after, before }: Pair): string {
  const ms = (value: number | undefined) => (value ?? Number.NaN).toFixed(2);
  const items = after.items === undefined ? '' : `, items on the page ${before?.items ?? 0} → ${after.items}`;
  return `${after.name}: p95 ${ms(before?.p95Ms)} → ${ms(after.p95Ms)} ms, p50 ${ms(before?.p50Ms)} → ${ms(after.p50Ms)} ms${items}`;
}

/** No statement reads a table from end to end that grows with complaints. */
function scans(names: readonly string[], plans: ExplainedQueries): Figure {
  const found = [...plans].flatMap(([name, explained]) => explained.scans.map((table) => `${name} scans ${table}`));
  const unexplained = names.filter((name) => !plans.has(name));
  const value = found.length + unexplained.length;
  return {
    id: 'B7.scans',
    title: 'requests with a sequential scan of a table that grows with complaints',
    unit: '',
    value,
    min: value,
    max: value,
    goal: atMost(0, value, 'sequential scans'),
    remarks: [...found, ...unexplained.map((name) => `${name} could not be explained`)],
  };
}
