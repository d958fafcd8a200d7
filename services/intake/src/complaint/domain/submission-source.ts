import { RESERVED_SOURCE, SOURCE_NAME } from '@redress/contracts';

/** Source of everything that comes in through the public portal. */
export const PORTAL_SOURCE = 'portal';

/** What is wrong with a source that a publisher claims, and the source as far as it may be repeated. */
export interface JudgedSource {
  readonly source: string | null;
  readonly fault?: { readonly code: string; readonly detail: string };
}

/**
 * Judges the name that a publisher claims for itself; whether it is the one that it claims to be is another question.
 * Sources that a door proves, as the caller of an access token, are not judged here.
 */
export function judgeSource(claimed: string | undefined): JudgedSource {
  if (claimed === undefined || !SOURCE_NAME.test(claimed)) {
    const detail = 'source must be 1 to 128 letters, digits or . _ ~ : / -';
    return { source: null, fault: { code: claimed === undefined ? 'required' : 'malformed-source', detail } };
  }
  // A publisher with a reserved source could claim the submissions of a person or of a client.
  if (RESERVED_SOURCE.test(claimed)) {
    const detail = 'source is reserved: the platform gives it to what it has identified itself';
    return { source: claimed, fault: { code: 'reserved-source', detail } };
  }
  return { source: claimed };
}
