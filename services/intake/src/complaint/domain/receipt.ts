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
