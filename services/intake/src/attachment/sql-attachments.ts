import { Injectable } from '@nestjs/common';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import { ComplaintAttachmentEntity } from '../database/entities';
import { Attachments, type SealedAttachment } from './attachments';

/** Attachments in PostgreSQL; the content lies in the store. */
@Injectable()
export class SqlAttachments extends Attachments {
  override async add(tx: Transaction, attachment: SealedAttachment): Promise<void> {
    await tx.manager.insert(ComplaintAttachmentEntity, { ...attachment });
  }

  override async ofComplaint(from: Queryable, complaintId: string): Promise<SealedAttachment[]> {
    const { rows } = await from.query<SealedAttachment>(
      `select attachment_id as "attachmentId", complaint_id as "complaintId", by, by_id as "byId",
         received_at as "receivedAt", media_type as "mediaType", byte_size as "byteSize", sha256,
         file_name as "fileName", description
       from complaint_attachment where complaint_id = $1 order by attachment_id`,
      [complaintId],
      'attachments-of-complaint',
    );
    return rows;
  }

  override async known(from: Queryable, attachmentIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await from.query<{ id: string }>(
      'select attachment_id as id from complaint_attachment where attachment_id = any($1::uuid[])',
      [attachmentIds],
      'attachments-known',
    );
    return new Set(rows.map(({ id }) => id));
  }
}
