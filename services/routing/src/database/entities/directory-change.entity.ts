import type { DirectoryEntry } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One change of the directory: who, before, after, when. Rows are only ever added. */
@Entity('directory_change')
export class DirectoryChangeEntity {
  /** In the order of the changes of one entry. */
  @PrimaryColumn('uuid', { name: 'change_id' })
  changeId!: string;

  @Column('text', { name: 'entry_id' })
  entryId!: string;

  @Column('text', { name: 'organisation_id' })
  organisationId!: string;

  /** Null when the entry was added. */
  @Column('jsonb', { name: 'before', nullable: true })
  before!: DirectoryEntry | null;

  /** Null when the entry was removed. */
  @Column('jsonb', { name: 'after', nullable: true })
  after!: DirectoryEntry | null;

  /** `staff:<name>`, or `file:<name>` for the directory file that the operator gave. */
  @Column('text', { name: 'changed_by' })
  changedBy!: string;

  @Column('text', { name: 'confirmed_by', nullable: true })
  confirmedBy!: string | null;

  @Column('uuid', { name: 'proposal_id', nullable: true })
  proposalId!: string | null;

  /** Business time. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
