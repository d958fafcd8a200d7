import type { DirectoryEntry, StateOf, machines } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change of the directory that a second administrator has to confirm. */
@Entity('directory_proposal')
export class DirectoryProposalEntity {
  @PrimaryColumn('uuid', { name: 'proposal_id' })
  proposalId!: string;

  @Column('text', { name: 'entry_id' })
  entryId!: string;

  @Column('text', { name: 'organisation_id' })
  organisationId!: string;

  /** Version of the entry that is to be changed; 0 when there was none. */
  @Column('int', { name: 'based_on' })
  basedOn!: number;

  @Column('jsonb', { name: 'before', nullable: true })
  before!: DirectoryEntry | null;

  /** Null when the entry is to be removed. */
  @Column('jsonb', { name: 'after', nullable: true })
  after!: DirectoryEntry | null;

  @Column('text', { name: 'state' })
  state!: StateOf<typeof machines.directoryProposal>;

  @Column('text', { name: 'proposed_by' })
  proposedBy!: string;

  /** Business time, as the next two. */
  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('text', { name: 'settled_by', nullable: true })
  settledBy!: string | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  /** Why it was refused. */
  @Column('text', { name: 'reason', nullable: true })
  reason!: string | null;
}
