import type { Money } from '@redress/contracts';
import type { CompiledPack } from './compiled-pack';

/**
 * The totals that are more than may be paid on the spot, each with what may be (T8).
 * @returns with the limit in minor units, 0 where nothing may be paid in the currency
 */
export function aboveSummaryLimit(
  { content }: CompiledPack,
  totals: readonly Money[],
): (Money & { readonly limitMinor: number })[] {
  const limits = content.onTheSpot?.upToMinor ?? {};
  return totals.flatMap((total) => {
    const limitMinor = Object.hasOwn(limits, total.currency) ? (limits[total.currency] ?? 0) : 0;
    return total.amountMinor > limitMinor ? [{ ...total, limitMinor }] : [];
  });
}
