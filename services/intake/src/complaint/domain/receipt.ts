import { faultAt, type FieldFault } from '@redress/commands';

const TOLERATED_CLOCK_SKEW_MS = 60_000;
const LATE_AFTER_MS = 30 * 86_400_000;

/** Whether a time of receipt lies in the future by more than clocks of different machines may differ. */
export function isInTheFuture(receivedAt: Date, now: Date): boolean {
  return receivedAt.getTime() > now.getTime() + TOLERATED_CLOCK_SKEW_MS;
}

/** Whether a complaint reached the enterprise so long before its registration that a person must look (30 days). */
export function isReceivedLate(receivedAt: Date, now: Date): boolean {
  return receivedAt.getTime() < now.getTime() - LATE_AFTER_MS;
}

/** What is wrong with the time of something that belongs to a complaint: it lies ahead, or before the complaint was received. */
export function faultsOfTime(pointer: string, at: Date, now: Date, receivedAt: Date): FieldFault[] {
  if (at > now) return [faultAt(pointer, 'in-the-future')];
  return at < receivedAt ? [faultAt(pointer, 'before-receipt')] : [];
}
