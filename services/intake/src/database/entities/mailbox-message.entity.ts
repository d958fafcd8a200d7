import type { AuthorCode } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedMessage } from '../../mailbox/mailbox';

@Entity('mailbox_message')
export class MailboxMessageEntity implements SealedMessage {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('text', { name: 'by' })
  by!: AuthorCode;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('timestamptz', { name: 'written_at' })
  writtenAt!: Date;

  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;

  @Column('bytea', { name: 'words' })
  words!: Buffer;
}
