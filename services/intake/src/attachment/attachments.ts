import type { StoredAttachment } from '@redress/attachments';
import type { AuthorCode } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { sealedColumn, type Queryable } from '@redress/vault';

/** A file of a complaint, as it lies in the table; neither row nor content is ever changed. */
export interface SealedAttachment extends StoredAttachment {
  readonly attachmentId: string;
  readonly complaintId: string;
  /** Whose file it is. */
  readonly by: AuthorCode;
  /** Who handed it in. */
  readonly byId: string;
  /** Business time. */
  readonly receivedAt: Date;
  readonly fileName: Buffer;
  readonly description: Buffer | null;
}

export const attachmentName = sealedColumn('complaint_attachment.file_name');
export const attachmentDescription = sealedColumn('complaint_attachment.description');
/** How the content is sealed, and how the log of disclosures names it. */
export const ATTACHMENT_CONTENT = 'complaint_attachment.content';

/** Files that were attached to complaints (RG-17, RG-18). */
export abstract class Attachments {
  abstract add(tx: Transaction, attachment: SealedAttachment): Promise<void>;

  /** Files of a complaint, oldest first. */
  abstract ofComplaint(from: Queryable, complaintId: string): Promise<SealedAttachment[]>;

  /** Which of these ids are files of a complaint. */
  abstract known(from: Queryable, attachmentIds: readonly string[]): Promise<ReadonlySet<string>>;
}
