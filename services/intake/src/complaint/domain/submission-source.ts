import { faultAt, type FieldFault } from '@redress/commands';
import { RESERVED_SOURCE, SOURCE_NAME } from '@redress/contracts';

/** Source of everything that comes in through the public portal. */
export const PORTAL_SOURCE = 'portal';

/** Source of complaints that are registered from another one; the id is the request that led to it. */
export const ORIGIN_SOURCE = 'channel:origin';

/** What is wrong with a source that a publisher claims, and the source as far as it may be repeated. */
export interface JudgedSource {
  readonly source: string | null;
  readonly fault?: FieldFault;
}

/**
 * Judges the name that a publisher claims for itself; whether it is the one that it claims to be is another question.
 * Sources that a door proves, as the caller of an access token, are not judged here.
 */
export function judgeSource(claimed: string | undefined): JudgedSource {
  if (claimed === undefined || !SOURCE_NAME.test(claimed)) {
    return { source: null, fault: faultAt('', claimed === undefined ? 'required' : 'malformed-source') };
  }
  // A publisher with a reserved source could claim the submissions of a person or of a client.
  if (RESERVED_SOURCE.test(claimed)) {
    return { source: claimed, fault: faultAt('', 'reserved-source') };
  }
  return { source: claimed };
}
