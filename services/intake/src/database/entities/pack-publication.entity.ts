import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who published a version of a pack, and when. */
@Entity('pack_publication')
export class PackPublicationEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @PrimaryColumn('int', { name: 'version' })
  version!: number;

  @Column('text', { name: 'published_by' })
  publishedBy!: string;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;
}
