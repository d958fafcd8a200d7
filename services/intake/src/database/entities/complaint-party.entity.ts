import type { PartyLeaves } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('complaint_party')
export class ComplaintPartyEntity {
  @PrimaryColumn('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('timestamptz', { name: 'joined_at' })
  joinedAt!: Date;

  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt!: Date | null;

  @Column('text', { name: 'left_because', nullable: true })
  leftBecause!: PartyLeaves | null;
}
