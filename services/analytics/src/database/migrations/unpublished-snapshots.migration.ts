import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Complaints that have changed since their last snapshot was published. Nearly always empty. */
export class UnpublishedSnapshots1764000000603 implements MigrationInterface {
  name = 'UnpublishedSnapshots1764000000603';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table unpublished_snapshot (
        complaint_id uuid primary key,
        changed_at timestamptz not null default clock_timestamp(),
        traceparent text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table unpublished_snapshot');
  }
}
