import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who read which contacts of a complainant, when and what for. */
@Entity('personal_data_read')
export class PersonalDataReadEntity {
  @PrimaryColumn('uuid', { name: 'read_id' })
  readId!: string;

  @Column('uuid', { name: 'complaint_id' })
  complaintId!: string;

  @Column('text', { name: 'reader_id' })
  readerId!: string;

  @Column('timestamptz', { name: 'read_at' })
  readAt!: Date;

  /** Separated by commas. */
  @Column('text', { name: 'fields' })
  fields!: string;

  /** Sealed. */
  @Column('bytea', { name: 'purpose' })
  purpose!: Buffer;
}
