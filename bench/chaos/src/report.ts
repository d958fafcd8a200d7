import type { FaultKind } from './faults/fault-kinds';
import type { FaultRecord } from './run-record';

/** What one run showed. */
export interface ChaosReport {
  readonly seed: number;
  readonly seconds: number;
  /** The command that repeats the run. */
  readonly command: string;
  readonly startedAt: string;
  /** Complaints submitted over HTTP and on the topic; how many of them came to their end under the driver's hands. */
  readonly submitted: number;
  readonly ended: number;
  readonly commands: number;
  readonly letters: number;
  /** Every answer by its status, those included that led to another attempt. */
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: readonly FaultRecord[];
  readonly violations: Readonly<Record<string, number>>;
  /** The longest recovery by kind of fault. */
  readonly recoverySeconds: Readonly<Partial<Record<FaultKind, number>>>;
  /** Time from the end of the driving until everything was read, sent and told. */
  readonly restSeconds: number;
  /** Events that were parked when the driving ended, and were then tried again. */
  readonly parkedBeforeRetry: number;
  /** Services that ended by themselves and were started again by their supervisor. */
  readonly restarts: number;
}

/** A violation with its evidence: ids, codes and coordinates only. */
export interface Violation {
  readonly name: string;
  readonly count: number;
  readonly evidence: readonly string[];
}

/** The longest recovery by kind. */
export function longestRecoveries(faults: readonly FaultRecord[]): Partial<Record<FaultKind, number>> {
  const longest: Partial<Record<FaultKind, number>> = {};
  for (const { kind, recoverySeconds } of faults) {
    if (recoverySeconds !== undefined) longest[kind] = Math.max(longest[kind] ?? 0, recoverySeconds);
  }
  return longest;
}

/** How many violations there are in all. */
export function violationCount({ violations }: Pick<ChaosReport, 'violations'>): number {
  return Object.values(violations).reduce((sum, count) => sum + count, 0);
}

/** The tables at the end of a run. */
export function renderReport(report: ChaosReport): string {
  const kinds = [...new Set(report.faults.map(({ kind }) => kind))];
  const faults = kinds.map((kind) => {
    const struck = report.faults.filter((fault) => fault.kind === kind);
    const failed = struck.filter(({ recoverySeconds }) => recoverySeconds === undefined).length;
    return [
      kind,
      String(struck.length),
      String(Math.min(...struck.map(({ inFlight }) => inFlight))),
      failed > 0 ? `never (${failed})` : `${report.recoverySeconds[kind]} s`,
    ];
  });
  const violations = Object.entries(report.violations).map(([name, count]) => [name, String(count)]);
  const total = violationCount(report);
  return [
    ...table(['fault', 'struck', 'in flight, least', 'ready again, at most'], faults),
    '',
    ...table(['violation', 'found'], violations),
    '',
    `${report.submitted} complaints submitted, ${report.ended} worked to their end, ${report.commands} commands, ${report.letters} letters in ${report.seconds} s.`,
    `Answers by status: ${Object.entries(report.answers)
      .map(([status, count]) => `${status} ${count}`)
      .join(', ')}.`,
    `At rest ${report.restSeconds} s after that; ${report.parkedBeforeRetry} parked events were tried again, ${report.restarts} processes restarted themselves.`,
    total === 0 ? 'Nothing was violated.' : `${total} VIOLATIONS.`,
    `Seed ${report.seed}. The same faults again: ${report.command}`,
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)];
}
