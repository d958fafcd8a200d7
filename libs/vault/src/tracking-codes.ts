import { isTypedCode } from '@redress/security';
import type { Queryable } from './vault';
import { WRONG_TRACKING_CODES, type WrongCodes } from './wrong-codes';

/** Why number and code open nothing. */
export type TrackingCodeRefusal =
  /** They do not belong together; the same whichever of the two is wrong. */
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'LOCKED'; readonly retryAfterSeconds: number }
  /** The dossier that holds the code has not arrived here yet. */
  | { readonly kind: 'NOT_YET' };

/** Lets complainants in by number and tracking code: every door looks, counts and refuses alike. */
export class TrackingCodes {
  constructor(private readonly wrongCodes: WrongCodes) {}

  /** Counts a code that was tried where nothing can be opened. @param complaintId undefined when there is no such number */
  async wrong(from: Queryable, complaintId: string | undefined): Promise<TrackingCodeRefusal> {
    await this.wrongCodes.count(from, complaintId, WRONG_TRACKING_CODES);
    return { kind: 'UNKNOWN' };
  }

  /**
   * Why the complaint stays closed to this code; undefined lets its complainant in. The caller holds the row of the
   * complaint, so that codes are tried one after the other.
   * @param read reads the dossier that holds the code; undefined when it has not arrived. Not called while it is locked
   * @throws whatever `read` throws, such as KeyMissing when the person was erased
   */
  async closedTo(
    from: Queryable,
    complaintId: string,
    typed: string,
    read: () => Promise<{ readonly content: { readonly trackingCode: string } } | undefined>,
  ): Promise<TrackingCodeRefusal | undefined> {
    const retryAfterSeconds = await this.wrongCodes.lockedFor(from, complaintId, WRONG_TRACKING_CODES);
    if (retryAfterSeconds > 0) return { kind: 'LOCKED', retryAfterSeconds };
    const dossier = await read();
    if (!dossier) return { kind: 'NOT_YET' };
    return isTypedCode(typed, dossier.content.trackingCode) ? undefined : this.wrong(from, complaintId);
  }
}
