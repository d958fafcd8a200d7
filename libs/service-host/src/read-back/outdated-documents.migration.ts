import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents that stand on their topic in an older version than in the tables. Nearly always empty. */
export class OutdatedDocuments1764000000012 implements MigrationInterface {
  name = 'OutdatedDocuments1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outdated_document (
        topic text not null,
        complaint_id uuid not null,
        noticed_at timestamptz not null default clock_timestamp(),
        primary key (topic, complaint_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outdated_document');
  }
}
