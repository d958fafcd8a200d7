import { Injectable } from '@nestjs/common';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import { MailboxMessageEntity } from '../database/entities';
import { Mailbox, type SealedMessage } from './mailbox';

/** The mailbox in PostgreSQL. */
@Injectable()
export class SqlMailbox extends Mailbox {
  override async add(tx: Transaction, message: SealedMessage): Promise<void> {
    await tx.manager.insert(MailboxMessageEntity, { ...message });
  }

  override async ofComplaint(from: Queryable, complaintId: string): Promise<SealedMessage[]> {
    const { rows } = await from.query<SealedMessage>(
      `select message_id as "messageId", complaint_id as "complaintId", by, by_id as "byId",
         written_at as "writtenAt", opened_at as "openedAt", words
       from mailbox_message where complaint_id = $1 order by message_id`,
      [complaintId],
      'mailbox-of-complaint',
    );
    return rows;
  }

  override async open(tx: Transaction, complaintId: string, at: Date): Promise<string[]> {
    const { rows } = await tx.query<{ message_id: string }>(
      `update mailbox_message set opened_at = $2 where complaint_id = $1 and by = 'STAFF' and opened_at is null
       returning message_id`,
      [complaintId, at],
      'mailbox-open',
    );
    return rows.map((row) => row.message_id).sort();
  }
}
