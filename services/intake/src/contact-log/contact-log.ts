import type { ChannelCode, ContactDirection, ContactPurpose, ContactRecord, StaffRank } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';

/** A contact with the complainant as it lies in the log; what people said and dialled is sealed. */
export interface SealedContact {
  readonly contactId: string;
  readonly complaintId: string;
  readonly channel: ChannelCode;
  readonly direction: ContactDirection;
  readonly twoWay: boolean;
  readonly purposes: readonly ContactPurpose[];
  /** Business time. */
  readonly at: Date;
  readonly loggedAt: Date;
  readonly byId: string;
  readonly byRank: StaffRank;
  readonly note: Buffer;
  readonly keptAs: ContactRecord;
  readonly recording: Buffer | null;
  readonly dialled: Buffer | null;
}

/** A contact as the caller writes it down. */
export interface ContactNote {
  readonly channel: ChannelCode;
  readonly direction: ContactDirection;
  readonly twoWay: boolean;
  readonly purposes: readonly ContactPurpose[];
  /** Instant with the offset of a zone; now if absent. */
  readonly at?: string | undefined;
  readonly note: string;
  /** The note repeats what was said word for word. */
  readonly verbatim?: true | undefined;
  readonly recordingReference?: string | undefined;
  /** Index among the numbers of the dossier. */
  readonly dialledNumber?: number | undefined;
}

/** The log of contacts with complainants. */
export abstract class ContactLog {
  abstract add(tx: Transaction, contact: SealedContact): Promise<void>;

  /** Contacts of a complaint, in the order in which they were logged. */
  abstract ofComplaint(from: Queryable, complaintId: string): Promise<SealedContact[]>;
}
