import { createHash, timingSafeEqual } from 'node:crypto';

/** What only the complainant knows. */
export interface ComplainantSecrets {
  readonly trackingCode: string;
  readonly phone?: string | undefined;
}

/** Wrong codes on one offer before it is closed for a while. */
export const MAX_FAILED_TRIES = 5;
export const TRIES_WINDOW_SECONDS = 15 * 60;

const PHONE_DIGITS = 4;

/** Whether what was entered is the tracking code (case, spaces and hyphens forgiven) or the last four digits of the phone. */
export function provesComplainant(entered: string, { trackingCode, phone }: ComplainantSecrets): boolean {
  const digits = phone?.replace(/\D/g, '') ?? '';
  const accepted = [trackingCode, ...(digits.length >= PHONE_DIGITS ? [digits.slice(-PHONE_DIGITS)] : [])];
  // Every secret is compared, so that the time taken tells nothing.
  return accepted.map((secret) => isSame(plain(entered), plain(secret))).some(Boolean);
}

function plain(code: string): string {
  return code.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
