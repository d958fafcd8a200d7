import { STATES, type ComplaintState } from '@redress/contracts';

/** What the rules of a withdrawal look at. */
export interface WithdrawalFacts {
  readonly state: ComplaintState;
  /** A withdrawal was asked for and the holder has not answered yet. */
  readonly openWithdrawal: boolean;
}

export interface Rule {
  readonly code: string;
  isBroken(facts: WithdrawalFacts): boolean;
}

/** An ended complaint can no longer be withdrawn. */
const complaintHasNotEnded: Rule = {
  code: 'ALREADY_ENDED',
  isBroken: ({ state }) => STATES[state].ended,
};

/** A request is answered before the same one is made again. */
const noWithdrawalIsOpen: Rule = {
  code: 'WITHDRAWAL_OPEN',
  isBroken: ({ openWithdrawal }) => openWithdrawal,
};

/**
 * Codes of the rules that forbid asking for a withdrawal now. Whether it is granted is the holder's decision, by what the
 * holder knows then (T34).
 */
export function obstaclesToWithdrawal(facts: WithdrawalFacts): string[] {
  return [complaintHasNotEnded, noWithdrawalIsOpen].filter((rule) => rule.isBroken(facts)).map((rule) => rule.code);
}
