import { faultAt, type FieldFault } from '@redress/commands';
import { amountOf, type Remedy } from '@redress/contracts';

/** Paid is what was approved and accepted: never more, so totals cannot be exceeded, and never less (D9). */
export function paymentIsWhatWasAccepted(remedy: Remedy, paidMinor: number | undefined): FieldFault[] {
  if (paidMinor === undefined) return [];
  const pointer = '/amountMinor';
  const amount = amountOf(remedy);
  if (!amount) return [faultAt(pointer, 'no-amount')];
  if (paidMinor > amount.amountMinor) return [faultAt(pointer, 'more-than-approved')];
  if (paidMinor < amount.amountMinor) return [faultAt(pointer, 'less-than-accepted')];
  return [];
}
