import { amountOf, machines } from '@redress/contracts';
import type { ProposedRemedy, RemedyLineState } from './remedy-line';

const { CANCELLED } = machines.remedyLine.state;

/** Lines of one plan at most, each instalment counted. */
export const MOST_LINES = 20;

/**
 * Splits a remedy that is paid in instalments into a line for each of them: each has its own date, owner, clock and
 * proof, fails and is cancelled by itself, and the plan is carried out when the last one is (RM-07, T27).
 */
export function inParts(proposed: ProposedRemedy): ProposedRemedy[] {
  const { instalments, ...whole } = proposed;
  const total = amountOf(proposed);
  if (!instalments || !total) return [proposed];
  return instalments.map(
    ({ amount, dueOn }, at) =>
      ({ ...whole, amount, dueOn, instalment: { no: at + 1, of: instalments.length, total } }) as ProposedRemedy,
  );
}

/**
 * Until when a plan with instalments is carried out as promised: the last date of all lines that are owed, for its clock.
 * @returns nothing where all is paid in one sum: there the pack's limit counts
 */
export function untilTheLastInstalment(lines: readonly RemedyLineState[]): { readonly executeBy?: string } {
  const owed = lines.filter(({ state }) => state !== CANCELLED);
  if (!owed.some((line) => 'instalment' in line && line.instalment)) return {};
  const executeBy = owed
    .map(({ dueOn }) => dueOn)
    .sort()
    .at(-1);
  return executeBy === undefined ? {} : { executeBy };
}
