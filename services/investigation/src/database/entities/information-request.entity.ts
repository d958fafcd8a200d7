import type { machines, StateOf } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InformationRequest } from '../../investigation-case/investigation-cases';

@Entity('information_request')
export class InformationRequestEntity implements InformationRequest {
  @PrimaryColumn('uuid', { name: 'information_request_id' })
  informationRequestId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('text', { name: 'complaint_no' })
  complaintNo!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('int', { name: 'questions' })
  questions!: number;

  @Column('bytea', { name: 'content' })
  content!: Buffer;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('text', { name: 'asked_by' })
  askedBy!: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { name: 'status' })
  status!: StateOf<typeof machines.informationRequest>;

  @Column('timestamptz', { name: 'replied_at', nullable: true })
  repliedAt!: Date | null;

  @Column('text', { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Column('uuid', { name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column('uuid', { name: 'evidence_id', nullable: true })
  evidenceId!: string | null;

  @Column('int', { name: 'paused_seconds', nullable: true })
  pausedSeconds!: number | null;
}
