import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rework } from '../../resolution-case/order-rework/reworks';

/** A determination that was sent back (T16); its round is another one of the same handling. */
@Entity('rework_order')
export class ReworkOrderEntity implements Rework {
  @PrimaryColumn('uuid', { name: 'rework_id' })
  reworkId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('int', { name: 'cycle' })
  cycle!: number;

  @Column('uuid', { name: 'determination_id' })
  determinationId!: string;

  @Column('int', { name: 'round' })
  round!: number;

  @Column('text', { name: 'reason' })
  reason!: Rework['reason'];

  @Column('bytea', { name: 'comment' })
  comment!: Buffer;

  @Column('text', { name: 'ordered_by' })
  orderedBy!: string;

  @Column('timestamptz', { name: 'ordered_at' })
  orderedAt!: Date;
}
