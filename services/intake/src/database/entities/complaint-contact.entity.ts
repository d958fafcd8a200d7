import type { ChannelCode, ContactDirection, ContactPurpose, ContactRecord, StaffRank } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SealedContact } from '../../contact-log/contact-log';

@Entity('complaint_contact')
export class ComplaintContactEntity implements SealedContact {
  @PrimaryColumn('uuid', { name: 'contact_id' })
  contactId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('text', { name: 'channel' })
  channel!: ChannelCode;

  @Column('text', { name: 'direction' })
  direction!: ContactDirection;

  @Column('boolean', { name: 'two_way' })
  twoWay!: boolean;

  @Column('text', { name: 'purposes', array: true })
  purposes!: ContactPurpose[];

  @Column('timestamptz', { name: 'at' })
  at!: Date;

  @Column('timestamptz', { name: 'logged_at' })
  loggedAt!: Date;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('text', { name: 'kept_as' })
  keptAs!: ContactRecord;

  @Column('text', { name: 'by_rank' })
  byRank!: StaffRank;

  @Column('bytea', { name: 'note' })
  note!: Buffer;

  @Column('bytea', { name: 'recording', nullable: true })
  recording!: Buffer | null;

  @Column('bytea', { name: 'dialled', nullable: true })
  dialled!: Buffer | null;
}
