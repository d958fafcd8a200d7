import type { Actor } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DraftState } from '../../draft/drafts';

/** A complaint that was captured and is not registered yet. */
@Entity('registration_draft')
export class RegistrationDraftEntity {
  @PrimaryColumn('uuid', { name: 'draft_id' })
  draftId!: string;

  @Column('text', { name: 'state' })
  state!: DraftState;

  @Column('int', { name: 'version' })
  version!: number;

  @Column('text', { name: 'organisation_id' })
  organisationId!: string;

  @Column('text', { name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column('text', { name: 'captured_by_kind' })
  capturedByKind!: Actor['kind'];

  @Column('text', { name: 'captured_by' })
  capturedBy!: string;

  @Column('timestamptz', { name: 'captured_at' })
  capturedAt!: Date;

  @Column('timestamptz', { name: 'register_at' })
  registerAt!: Date;

  @Column('uuid', { name: 'complaint_id', nullable: true })
  complaintId!: string | null;

  @Column('bytea', { name: 'content', nullable: true })
  content!: Buffer | null;
}
