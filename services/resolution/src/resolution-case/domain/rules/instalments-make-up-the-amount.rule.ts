import { faultAt, type FieldFault } from '@redress/commands';
import { amountOf, type Money, type PlannedInstalment, type RemedyType } from '@redress/contracts';
import { inParts, MOST_LINES } from '../instalments';
import type { ProposedRemedy } from '../remedy-line';

/** What the complainant's procedure says about instalments. */
export interface InstalmentRules {
  /** Most parts and the last day for any, `YYYY-MM-DD`; undefined when the remedy is paid in one sum. */
  readonly instalments: (type: RemedyType) => { readonly atMost: number; readonly latest: string } | undefined;
  /** `YYYY-MM-DD` in the zone of the procedure. */
  readonly today: string;
}

/** Instalments are those that the pack allows, in one currency, one after the other, and as much as was promised (T27). */
export function instalmentsMakeUpTheAmount(remedies: readonly ProposedRemedy[], rules: InstalmentRules): FieldFault[] {
  const faults = remedies.flatMap((remedy, at) => {
    const { dueOn, instalments, type } = remedy;
    if (!instalments) return [];
    const pointer = `/remedies/${at}/instalments`;
    const rule = rules.instalments(type);
    if (!rule) return [faultAt(pointer, 'in-one-sum')];
    return [
      ...(dueOn === undefined ? [] : [faultAt(`/remedies/${at}/dueOn`, 'absent-for', { by: 'instalments' })]),
      ...(instalments.length > rule.atMost ? [faultAt(pointer, 'too-many', { most: rule.atMost })] : []),
      ...sumFaults(instalments, amountOf(remedy), pointer),
      ...dateFaults(instalments, { today: rules.today, latest: rule.latest }, pointer),
    ];
  });
  const lines = remedies.flatMap(inParts).length;
  return lines > MOST_LINES ? [...faults, faultAt('/remedies', 'too-many', { most: MOST_LINES })] : faults;
}

function sumFaults(parts: readonly PlannedInstalment[], whole: Money | undefined, pointer: string): FieldFault[] {
  // That it needs an amount is a fault of the remedy.
  if (!whole) return [];
  const { amountMinor, currency } = whole;
  const foreign = parts.flatMap(({ amount }, at) =>
    amount.currency === currency ? [] : [faultAt(`${pointer}/${at}/amount/currency`, 'other-currency', { currency })],
  );
  if (foreign.length > 0) return foreign;
  const sum = parts.reduce((paid, { amount }) => paid + amount.amountMinor, 0);
  return sum === amountMinor ? [] : [faultAt(pointer, 'instalments-not-whole', { whole: amountMinor, sum })];
}

function dateFaults(
  parts: readonly PlannedInstalment[],
  { today, latest }: { readonly today: string; readonly latest: string },
  pointer: string,
): FieldFault[] {
  return parts.flatMap(({ dueOn }, at) => {
    const place = `${pointer}/${at}/dueOn`;
    const before = parts[at - 1]?.dueOn;
    if (dueOn < today) return [faultAt(place, 'in-the-past')];
    if (dueOn > latest) return [faultAt(place, 'later-than-allowed', { latest })];
    return before !== undefined && dueOn <= before ? [faultAt(place, 'not-after-the-last')] : [];
  });
}
