import type { AuthorCode } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { sealedColumn, type Queryable } from '@redress/vault';

/** A message as it lies in the mailbox of an anonymous complainant. */
export interface SealedMessage {
  readonly messageId: string;
  readonly complaintId: string;
  readonly by: AuthorCode;
  readonly byId: string;
  /** Business time. */
  readonly writtenAt: Date;
  /** When the complainant opened it with number and code; null while they were not told, and of their own messages. */
  readonly openedAt: Date | null;
  readonly words: Buffer;
}

export const messageWords = sealedColumn('mailbox_message.words');

/** The two-way mailbox of complainants who gave no name and no address (DF-13). */
export abstract class Mailbox {
  abstract add(tx: Transaction, message: SealedMessage): Promise<void>;

  /** Messages of a complaint, oldest first. */
  abstract ofComplaint(from: Queryable, complaintId: string): Promise<SealedMessage[]>;

  /** Marks the messages of staff as opened. @returns those that were not opened before */
  abstract open(tx: Transaction, complaintId: string, at: Date): Promise<string[]>;
}
