import type { NewDocument } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import type { TopicName } from '@redress/contracts';
import type { LockedComplaint } from './custody';

/** A document as it was read back from the topic: the last one of its complaint so far. */
export interface ReadBackDocument {
  readonly complaintId: string;
  /** What the value says, unchecked; `null` is a tombstone. */
  readonly data: unknown;
}

/**
 * The documents of one compacted topic that is keyed by complaint, as the tables of the service that writes it hold them.
 *
 * A table that knows less than the topic does proves nothing: the database may have been put back. Only what the table
 * positively knows to be newer makes a published document outdated.
 */
export abstract class OwnDocuments {
  abstract readonly topic: TopicName;

  /** Of these complaints, those of which the tables hold a newer document. */
  abstract outdated(tx: Transaction, documents: readonly ReadBackDocument[]): Promise<readonly string[]>;

  /** The documents of these complaints as the tables hold them now; none where there is none. */
  abstract current(tx: Transaction, complaints: readonly LockedComplaint[]): Promise<readonly NewDocument[]>;
}
