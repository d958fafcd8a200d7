import type { AuthorCode, ChannelCode } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { sealedColumn, type Queryable } from '@redress/vault';

/** Words that were added to a complaint, as they lie in the table; they are never changed. */
export interface SealedSupplement {
  readonly supplementId: string;
  readonly complaintId: string;
  /** Whose words they are. */
  readonly by: AuthorCode;
  /** Who wrote them down. */
  readonly byId: string;
  readonly channel: ChannelCode;
  /** Business time. */
  readonly receivedAt: Date;
  readonly words: Buffer;
}

export const supplementWords = sealedColumn('complaint_supplement.words');

/** What was added to complaints after they were registered (RG-18, RG-20). */
export abstract class Supplements {
  abstract add(tx: Transaction, supplement: SealedSupplement): Promise<void>;

  /** Supplements of a complaint, oldest first. */
  abstract ofComplaint(from: Queryable, complaintId: string): Promise<SealedSupplement[]>;
}
