/** Source of everything that comes in through the public portal. */
export const PORTAL_SOURCE = 'portal';

// It stays on the story for ever, so it must not be able to hold an e-mail address or a sentence.
const SOURCE = /^[A-Za-z0-9._~:/-]{1,128}$/;
// Only this service gives these.
const RESERVED = /^(staff:|portal$)/;

/** What is wrong with a source that a publisher claims, and the source as far as it may be repeated. */
export interface JudgedSource {
  readonly source: string | null;
  readonly fault?: { readonly code: string; readonly detail: string };
}

/**
 * Judges the source that a publisher claims for itself. Sources that a door proves, as the caller of an access token, are
 * not judged here.
 * @param admits whether a source is registered as a publisher of submissions
 */
export function judgeSource(claimed: string | undefined, admits: (source: string) => boolean): JudgedSource {
  if (claimed === undefined || !SOURCE.test(claimed)) {
    const detail = 'source must be 1 to 128 letters, digits or . _ ~ : / -';
    return { source: null, fault: { code: claimed === undefined ? 'required' : 'malformed-source', detail } };
  }
  // A publisher with a reserved source could claim the submissions of a person.
  if (RESERVED.test(claimed) || !admits(claimed)) {
    const detail = 'source is not registered as a publisher of submissions';
    return { source: claimed, fault: { code: 'unknown-source', detail } };
  }
  return { source: claimed };
}
