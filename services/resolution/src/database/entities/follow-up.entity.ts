import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NewFollowUp } from '../../resolution-case/resolution-cases';

@Entity('follow_up')
export class FollowUpEntity implements NewFollowUp {
  @PrimaryColumn('uuid', { name: 'follow_up_id' })
  followUpId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('int', { name: 'attempt' })
  attempt!: number;

  @Column('text', { name: 'result' })
  result!: NewFollowUp['result'];

  @Column('int', { name: 'satisfaction', nullable: true })
  satisfaction!: NewFollowUp['satisfaction'];

  @Column('text', { name: 'reason_code', nullable: true })
  reasonCode!: NewFollowUp['reasonCode'];

  @Column('bytea', { name: 'comment', nullable: true })
  comment!: Buffer | null;

  @Column('timestamptz', { name: 'deferred_until', nullable: true })
  deferredUntil!: Date | null;

  @Column('bytea', { name: 'other_needs', nullable: true })
  otherNeeds!: Buffer | null;

  @Column('text', { name: 'caller_id' })
  callerId!: string;

  @Column('timestamptz', { name: 'at' })
  at!: Date;
}
