import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NewEvidenceItem, Provenance } from '../../investigation-case/evidence-item';

@Entity('evidence_item')
export class EvidenceItemEntity implements NewEvidenceItem {
  @PrimaryColumn('uuid', { name: 'evidence_id' })
  evidenceId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('text', { name: 'sha256' })
  sha256!: string;

  @Column('bigint', { name: 'byte_size', transformer: { to: (bytes: number) => bytes, from: Number } })
  byteSize!: number;

  @Column('text', { name: 'media_type' })
  mediaType!: string;

  @Column('text', { name: 'provenance' })
  provenance!: Provenance;

  @Column('bytea', { name: 'description' })
  description!: Buffer;

  @Column('bytea', { name: 'file_name' })
  fileName!: Buffer;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  @Column('text', { name: 'added_by' })
  addedBy!: string;
}
