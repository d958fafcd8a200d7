import type { Figure } from './figure';
import type { Machine } from './machine';
import { MEASUREMENT_IDS } from './measurement';

/** Everything that a run of the bench found out. */
export interface BenchReport {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly quick: boolean;
  readonly rounds: number;
  readonly seed: number;
  readonly texts: string;
  /** By the id of the figure. */
  readonly results: Readonly<Record<string, Omit<Figure, 'id'>>>;
  /** Measurements that could not be made, by id. */
  readonly failures: Readonly<Record<string, string>>;
}

/** The figures by their ids, those of one measurement together, in the order of the measurements. Throws when two of them share one. */
export function resultsOf(figures: readonly Figure[]): Record<string, Omit<Figure, 'id'>> {
  const results: Record<string, Omit<Figure, 'id'>> = {};
  const ordered = figures.toSorted((one, other) => orderOf(one) - orderOf(other));
  for (const { id, ...figure } of ordered) {
    if (id in results) throw new Error(`Two figures are called ${id}`);
    results[id] = figure;
  }
  return results;
}

function orderOf({ id }: Figure): number {
  return MEASUREMENT_IDS.findIndex((measurement) => id.split('.')[0] === measurement);
}

const COLUMNS = ['id', 'what', 'value', 'min – max', 'baseline', 'ratio', 'goal', 'met'] as const;
const LEFT_ALIGNED = new Set(['id', 'what', 'goal', 'met']);

/** The table of all figures, then what there is to say about each. */
export function renderReport(report: BenchReport): string {
  const { machine, results } = report;
  const rows = Object.entries(results).map(([id, figure]) => rowOf(id, figure));
  const remarks = Object.entries(results).flatMap(([id, figure]) =>
    figure.remarks.length === 0 ? [] : ['', `${id}  ${figure.title}`, ...figure.remarks.flatMap(indented)],
  );
  const failures = Object.entries(report.failures).flatMap(([id, reason]) => [
    '',
    `${id}  FAILED`,
    ...indented(reason),
  ]);
  return [
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Node ${machine.node}, ` +
      `PostgreSQL ${machine.postgresql} (${machine.durability}), Kafka ${machine.kafka}; servers: ${machine.servers}`,
    `${report.startedAt}, ${report.rounds} ${report.rounds === 1 ? 'round' : 'rounds'}${report.quick ? ', quick' : ''}, ` +
      `seed ${report.seed}, ${report.texts}`,
    '',
    ...table(rows),
    ...remarks,
    ...failures,
  ].join('\n');
}

function rowOf(id: string, { title, unit, value, min, max, baseline, ratio, goal }: Omit<Figure, 'id'>): string[] {
  return [
    id,
    title,
    `${short(value)} ${unit}`,
    min === max ? '' : `${short(min)} – ${short(max)}`,
    baseline === undefined ? '' : short(baseline),
    ratio === undefined ? '' : ratio.toFixed(2),
    goal?.text ?? '',
    goal === undefined ? '' : goal.met ? 'yes' : 'NO',
  ];
}

function table(rows: readonly string[][]): string[] {
  const all = [[...COLUMNS], ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return LEFT_ALIGNED.has(COLUMNS[column] ?? '') ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Three digits that count, no exponent. */
function short(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `    ${line}`.trimEnd());
}
