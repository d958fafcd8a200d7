import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the driven clock stands, in the only row. */
@Entity('driven_clock')
export class DrivenClockEntity {
  @PrimaryColumn('boolean', { name: 'is_only' })
  isOnly!: true;

  @Column('timestamptz', { name: 'stands_at' })
  standsAt!: Date;
}
