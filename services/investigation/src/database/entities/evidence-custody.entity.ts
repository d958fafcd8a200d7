import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CustodyRecord } from '../../investigation-case/evidence-item';

@Entity('evidence_custody')
export class EvidenceCustodyEntity implements CustodyRecord {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'id', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid', { name: 'evidence_id' })
  evidenceId!: string;

  @Column('text', { name: 'action' })
  action!: CustodyRecord['action'];

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('timestamptz', { name: 'at' })
  at!: Date;
}
