import type { AuthorCode } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedAttachment } from '../../attachment/attachments';

@Entity('complaint_attachment')
export class ComplaintAttachmentEntity implements SealedAttachment {
  @PrimaryColumn('uuid', { name: 'attachment_id' })
  attachmentId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('text', { name: 'by' })
  by!: AuthorCode;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('text', { name: 'media_type' })
  mediaType!: string;

  @Column('int', { name: 'byte_size' })
  byteSize!: number;

  @Column('text', { name: 'sha256' })
  sha256!: string;

  @Column('bytea', { name: 'file_name' })
  fileName!: Buffer;

  @Column('bytea', { name: 'description', nullable: true })
  description!: Buffer | null;
}
