import type { Money, RemedyType, RoleCode } from '@redress/contracts';
import { DateTime } from 'luxon';
import type { CompiledPack } from './compiled-pack';
import type { PolicyPack } from './policy-pack';

export type { Money };

/** Who may approve a plan. */
export interface ApprovalAuthority {
  /** The lowest role that may. */
  readonly role: RoleCode;
  /** That role and every higher one. */
  readonly mayApprove: readonly RoleCode[];
}

/** Amounts of remedy lines added up per currency. @throws RangeError when a total is too large to be exact */
export function totalsOf(lines: readonly { readonly amount?: Money | undefined }[]): Money[] {
  const totals = new Map<string, number>();
  for (const { amount } of lines) {
    if (!amount) continue;
    const total = (totals.get(amount.currency) ?? 0) + amount.amountMinor;
    if (!Number.isSafeInteger(total)) throw new RangeError(`the total in ${amount.currency} is too large`);
    totals.set(amount.currency, total);
  }
  return [...totals].map(([currency, amountMinor]) => ({ amountMinor, currency }));
}

/** Who may approve remedies of these totals by the authority matrix (CA-06, T18); several currencies ask for the highest. */
export function approvalFor(pack: CompiledPack, totals: readonly Money[]): ApprovalAuthority {
  const { ranks, limits, withoutMoney, otherCurrency } = pack.content.authority;
  const rank = Math.max(
    ranks.indexOf(withoutMoney),
    ...totals
      .filter((total) => total.amountMinor > 0)
      .map(({ amountMinor, currency }) => {
        const steps = Object.hasOwn(limits, currency) ? limits[currency] : undefined;
        const step = steps?.find(({ upToMinor }) => upToMinor === undefined || amountMinor <= upToMinor);
        return ranks.indexOf(step?.role ?? otherCurrency);
      }),
  );
  return { role: ranks[rank]!, mayApprove: ranks.slice(rank) };
}

/** The pack's rule for a kind of remedy; undefined when the pack does not offer it. */
export function remedyRule(pack: CompiledPack, type: RemedyType): PolicyPack['remedies'][number] | undefined {
  return pack.content.remedies.find((remedy) => remedy.type === type);
}

/** The date by which a remedy drafted at `at` is promised by default, `YYYY-MM-DD` in the pack's zone (RM-07). */
export function remedyDueOn(pack: CompiledPack, type: RemedyType, at: Date): string {
  const rule = remedyRule(pack, type);
  if (!rule) throw new RangeError(`${pack.reference.id} offers no ${type}`);
  return DateTime.fromJSDate(at, { zone: pack.content.zone }).plus({ days: rule.executeWithinDays }).toISODate()!;
}

/** Into how many parts a remedy drafted at `at` may be split, and the last day for any of them. */
export interface InstalmentRule {
  readonly atMost: number;
  /** `YYYY-MM-DD` in the pack's zone. */
  readonly latest: string;
}

/** How a remedy may be paid in parts; undefined when the pack pays it in one sum, or does not offer it. */
export function instalmentRule(pack: CompiledPack, type: RemedyType, at: Date): InstalmentRule | undefined {
  const rule = remedyRule(pack, type)?.instalments;
  if (!rule) return undefined;
  const day = DateTime.fromJSDate(at, { zone: pack.content.zone }).plus({ days: rule.withinDays });
  return { atMost: rule.atMost, latest: day.toISODate()! };
}
