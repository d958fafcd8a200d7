import { createHash, timingSafeEqual } from 'node:crypto';

/** Wrong codes on one offer before it is closed for a while. */
export const MAX_FAILED_TRIES = 5;
export const TRIES_WINDOW_SECONDS = 15 * 60;

/** Wrong codes on one complaint, all its offers together, before none is looked at for the rest of the day. */
export const WRONG_CODES = { perComplaint: 20, windowSeconds: 24 * 3_600 } as const;

/** What was entered, told apart by its form. */
export type EnteredCode = { readonly kind: 'TRACKING_CODE' | 'ONE_TIME_CODE'; readonly code: string };

/** Reads a code as people type it: case, spaces, hyphens and wide digits are forgiven. Six digits are a one-time code. */
export function readCode(entered: string): EnteredCode {
  const code = entered.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return { kind: /^\d{6}$/.test(code) ? 'ONE_TIME_CODE' : 'TRACKING_CODE', code };
}

/** Whether a code that was read is the tracking code. The time taken tells nothing. */
export function isTrackingCode({ code }: EnteredCode, trackingCode: string): boolean {
  return isSame(code, readCode(trackingCode).code);
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
