import type { machines, StateOf, ThirdPartyKind } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ThirdPartyRequest } from '../../investigation-case/investigation-cases';

@Entity('third_party_request')
export class ThirdPartyRequestEntity implements ThirdPartyRequest {
  @PrimaryColumn('uuid', { name: 'third_party_id' })
  thirdPartyId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('text', { name: 'party_kind' })
  partyKind!: ThirdPartyKind;

  @Column('bytea', { name: 'content' })
  content!: Buffer;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('text', { name: 'asked_by' })
  askedBy!: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { name: 'status' })
  status!: StateOf<typeof machines.thirdPartyRequest>;

  @Column('timestamptz', { name: 'replied_at', nullable: true })
  repliedAt!: Date | null;

  @Column('text', { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Column('uuid', { name: 'evidence_ids', array: true })
  evidenceIds!: string[];
}
