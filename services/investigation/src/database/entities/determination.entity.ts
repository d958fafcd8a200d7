import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredDetermination } from '../../investigation-case/investigation-cases';

@Entity('determination')
export class DeterminationEntity implements StoredDetermination {
  @PrimaryColumn('uuid', { name: 'determination_id' })
  determinationId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('int', { name: 'round' })
  round!: number;

  @Column('text', { name: 'verdict' })
  verdict!: StoredDetermination['verdict'];

  @Column('text', { name: 'reasonableness' })
  reasonableness!: StoredDetermination['reasonableness'];

  @Column('jsonb', { name: 'responsibility' })
  responsibility!: StoredDetermination['responsibility'];

  @Column('text', { name: 'root_cause' })
  rootCause!: StoredDetermination['rootCause'];

  @Column('int', { name: 'findings' })
  findingCount!: number;

  @Column('text', { name: 'no_investigation', nullable: true })
  noInvestigation!: StoredDetermination['noInvestigation'];

  @Column('text', { name: 'investigator_id' })
  investigatorId!: string;

  @Column('timestamptz', { name: 'determined_at' })
  determinedAt!: Date;

  @Column('bytea', { name: 'content' })
  content!: Buffer;
}
