import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EvidenceKind } from '@redress/contracts';
import type { NewEvidenceItem, Provenance } from '../../investigation-case/evidence-item';

const asIs = (bytes: number | null) => bytes;
const numberOrNull = (bytes: string | null) => (bytes === null ? null : Number(bytes));

@Entity('evidence_item')
export class EvidenceItemEntity implements NewEvidenceItem {
  @PrimaryColumn('uuid', { name: 'evidence_id' })
  evidenceId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('text', { name: 'kind' })
  kind!: EvidenceKind;

  @Column('text', { name: 'sha256', nullable: true })
  sha256!: string | null;

  @Column('bigint', { name: 'byte_size', nullable: true, transformer: { to: asIs, from: numberOrNull } })
  byteSize!: number | null;

  @Column('text', { name: 'media_type', nullable: true })
  mediaType!: string | null;

  @Column('uuid', { name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column('text', { name: 'system', nullable: true })
  system!: string | null;

  @Column('bytea', { name: 'text', nullable: true })
  text!: Buffer | null;

  @Column('text', { name: 'provenance' })
  provenance!: Provenance;

  @Column('bytea', { name: 'description' })
  description!: Buffer;

  @Column('bytea', { name: 'file_name', nullable: true })
  fileName!: Buffer | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  @Column('text', { name: 'added_by' })
  addedBy!: string;
}
