import { isTypedCode, readTypedCode } from '@redress/security';

/** Wrong codes on one offer before it is closed for a while. */
export const MAX_FAILED_TRIES = 5;
export const TRIES_WINDOW_SECONDS = 15 * 60;

/** Wrong codes on one complaint, all its offers together, before none is looked at for the rest of the day. */
export const WRONG_CODES = { perComplaint: 20, windowSeconds: 24 * 3_600 } as const;

/** What was entered, told apart by its form. */
export type EnteredCode = { readonly kind: 'TRACKING_CODE' | 'ONE_TIME_CODE'; readonly code: string };

/** Reads a code as people type it. Six digits are a one-time code. */
export function readCode(entered: string): EnteredCode {
  const code = readTypedCode(entered);
  return { kind: /^\d{6}$/.test(code) ? 'ONE_TIME_CODE' : 'TRACKING_CODE', code };
}

/** Whether a code that was read is the tracking code. The time taken tells nothing. */
export function isTrackingCode({ code }: EnteredCode, trackingCode: string): boolean {
  return isTypedCode(code, trackingCode);
}
