import { STATES, type ComplaintState } from '@redress/contracts';
import { isFlawless, type Figures } from './figures';

/** The closing summary of a run, for people. */
export function summaryOf(figures: Figures): string {
  const { submitted, registered, acknowledged, ended, letters, businessDays, realSeconds, requests } = figures;
  return [
    '',
    `${submitted} complaints submitted, ${registered} registered, ${acknowledged} acknowledged, ${ended} ended`,
    `${businessDays} working days in ${realSeconds} s · ${requests} requests · ${letters} letters`,
    '',
    'Complaints by state',
    ...table(
      Object.entries(figures.byState).map(([state, count]) => [STATES[state as ComplaintState].en, String(count)]),
    ),
    '',
    'Clocks',
    ...table([
      ['', 'started', 'met', 'breached', 'cancelled', 'running', 'kept'],
      ...Object.entries(figures.clocks).map(([clock, one]) => [
        clock,
        ...[one.started, one.met, one.breached, one.cancelled, one.running].map(String),
        one.compliancePercent === null ? '–' : `${one.compliancePercent.toFixed(1)} %`,
      ]),
    ]),
    '',
    'Real time from submission to milestone, ms (from "accepted" on it holds the business days that people took)',
    ...table([
      ['', 'complaints', 'p50', 'p95', 'p99'],
      ...Object.entries(figures.latencyMs).map(([milestone, { count, p50, p95, p99 }]) => [
        milestone,
        ...[count, p50, p95, p99].map(String),
      ]),
    ]),
    '',
    `Stories: ${figures.stories.checked} checked, ${figures.stories.illegal} illegal · parked events: ${figures.parked}`,
    ...(figures.differences.length === 0
      ? []
      : ['', 'Rows that ended otherwise than expected', ...figures.differences.map(lineOf)]),
    '',
    isFlawless(figures) ? 'Every complaint ended as its row expects.' : 'Not everything went as expected.',
    '',
  ].join('\n');
}

function lineOf({ row, complaintNo, reasons }: Figures['differences'][number]): string {
  return `  ${row} ${complaintNo ?? '(no number)'}: ${reasons.join('; ')}`;
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows.map(
    (row) =>
      `  ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[index] ?? 0) + 2))).join('')}`,
  );
}
