import type { Money } from '@redress/contracts';
import type { CompiledPack } from './compiled-pack';

type Amounts = Readonly<Record<string, number>>;

/** Whether every total stays within a limit per currency; one that is not named has the limit 0. */
function isWithin(limits: Amounts, totals: readonly Money[]): boolean {
  return totals.every(({ amountMinor, currency }) => {
    const limit = Object.hasOwn(limits, currency) ? limits[currency] : undefined;
    return amountMinor <= (limit ?? 0);
  });
}

/** Whether a plan of these totals may be offered without an approval, as far as its cost is concerned (T21). */
export function needsNoApproval(pack: CompiledPack, totals: readonly Money[]): boolean {
  return isWithin(pack.content.offers.withoutApprovalUpTo, totals);
}

/** Whether a second member of staff has to listen when the acceptance of a plan of these totals is recorded (RM-08). */
export function needsSecondListener(pack: CompiledPack, totals: readonly Money[]): boolean {
  return !isWithin(pack.content.offers.secondListenerAbove, totals);
}

/** How many counter-proposals and refusals there may be before a refusal ends the negotiation (T23, T39, T40). */
export function maxRounds(pack: CompiledPack): number {
  return pack.content.offers.maxRounds;
}
