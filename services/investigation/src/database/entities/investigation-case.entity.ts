import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseStatus } from '../../investigation-case/domain/investigation-case';

/** What the end of a round changes; the columns that a round is opened with are written and read by SQL alone. */
@Entity('investigation_case')
export class InvestigationCaseEntity {
  @PrimaryColumn('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @PrimaryColumn('int', { name: 'cycle' })
  cycle!: number;

  @Column('text', { name: 'status' })
  status!: CaseStatus;

  @Column('int', { name: 'version' })
  version!: number;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
