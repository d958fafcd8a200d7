/** Source of everything that comes in through the public portal. */
export const PORTAL_SOURCE = 'portal';

// It stays on the story for ever, so it must not be able to hold an e-mail address or a sentence.
const SOURCE = /^[A-Za-z0-9._~:/-]{1,128}$/;
const RESERVED = /^(staff:|portal$)/;

/** Whether a text may be the source of submissions at all. */
export function isSubmissionSource(text: string): boolean {
  return SOURCE.test(text);
}

/** Sources that only this service gives: a publisher with one of them could claim the submissions of a person. */
export function isReservedSource(source: string): boolean {
  return RESERVED.test(source);
}
