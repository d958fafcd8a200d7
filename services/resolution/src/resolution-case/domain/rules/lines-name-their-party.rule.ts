import { faultAt, type FieldFault, type Obstacle } from '@redress/commands';
import type { ProposedRemedy } from '../remedy-line';
import type { CaseSituation } from '../resolution-case';

/** In a case with several complainants every line says for which of them it is (T7). */
export function linesNameTheirParty(remedies: readonly ProposedRemedy[], parties: readonly string[]): FieldFault[] {
  return remedies.flatMap(({ partyId }, at) => {
    const pointer = `/remedies/${at}/partyId`;
    if (partyId === undefined) return parties.length > 1 ? [faultAt(pointer, 'required')] : [];
    return parties.includes(partyId) ? [] : [faultAt(pointer, 'unknown-party')];
  });
}

/**
 * Every complainant gets an offer of their own, so a plan is put to them only while it is for all of them, and for no one who
 * has left (T7).
 */
export function planIsForItsParties({ plan, parties }: Pick<CaseSituation, 'plan' | 'parties'>): Obstacle | undefined {
  if (!plan) return undefined;
  const named = new Set(plan.remedies.map(({ partyId }) => partyId));
  const isForEach = parties.length === 1 || parties.every((party) => named.has(party));
  const isForNobodyElse = [...named].every((id) => (id === null ? parties.length === 1 : parties.includes(id)));
  return isForEach && isForNobodyElse ? undefined : { code: 'PLAN_NOT_FOR_PARTIES' };
}
