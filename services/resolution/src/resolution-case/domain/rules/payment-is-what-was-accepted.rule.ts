import type { FieldFault } from '@redress/commands';
import { amountOf, type Remedy } from '@redress/contracts';

/** Paid is what was approved and accepted: never more, so totals cannot be exceeded, and never less (D9). */
export function paymentIsWhatWasAccepted(remedy: Remedy, paidMinor: number | undefined): FieldFault[] {
  if (paidMinor === undefined) return [];
  const pointer = '/amountMinor';
  const amount = amountOf(remedy);
  if (!amount) return [{ pointer, detail: 'must be absent: this remedy has no amount' }];
  if (paidMinor > amount.amountMinor) return [{ pointer, detail: 'must not be more than was approved' }];
  if (paidMinor < amount.amountMinor) return [{ pointer, detail: 'must not be less than was accepted' }];
  return [];
}
