import type { AuthorCode, ChannelCode } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedSupplement } from '../../supplement/supplements';

@Entity('complaint_supplement')
export class ComplaintSupplementEntity implements SealedSupplement {
  @PrimaryColumn('uuid', { name: 'supplement_id' })
  supplementId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('text', { name: 'by' })
  by!: AuthorCode;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('text', { name: 'channel' })
  channel!: ChannelCode;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('bytea', { name: 'words' })
  words!: Buffer;
}
