import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationRound } from '../../investigation-case/domain/investigation-case';

/** Repositories write what a round changes; rounds are opened in batches and read with their standing, by SQL. */
@Entity('investigation_case')
export class InvestigationCaseEntity implements InvestigationRound {
  @PrimaryColumn('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @PrimaryColumn('int', { name: 'cycle' })
  cycle!: number;

  @Column('int', { name: 'round' })
  round!: number;

  @Column('text', { name: 'complaint_no' })
  complaintNo!: string;

  @Column('uuid', { name: 'assignment_id' })
  assignmentId!: string;

  @Column('text', { name: 'unit_id' })
  unitId!: string;

  @Column('text', { name: 'handler_id' })
  handlerId!: string;

  @Column('text', { name: 'category' })
  category!: InvestigationRound['category'];

  @Column('text', { name: 'severity' })
  severity!: InvestigationRound['severity'];

  @Column('text', { name: 'urgency' })
  urgency!: InvestigationRound['urgency'];

  @Column('text', { name: 'priority' })
  priority!: InvestigationRound['priority'];

  @Column('text', { name: 'flags', array: true })
  flags!: InvestigationRound['flags'];

  @Column('text', { name: 'status' })
  status!: InvestigationRound['status'];

  @Column('int', { name: 'version' })
  version!: number;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
