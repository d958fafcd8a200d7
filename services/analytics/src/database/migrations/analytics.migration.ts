import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PROJECTION_TABLES, projectionIndexes, projectionTables } from '../../overview/projection-tables';

/**
 * What is known of each complaint, how many complaints there are of each kind per day, and which have changed since their
 * last snapshot was published (nearly always none).
 */
export class Analytics1796000000601 implements MigrationInterface {
  name = 'Analytics1796000000601';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...projectionTables('public'), ...projectionIndexes('public')]) {
      await runner.query(statement);
    }
    await runner.query(`
      create table unpublished_snapshot (
        complaint_id uuid primary key,
        changed_at timestamptz not null default clock_timestamp(),
        traceparent text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['unpublished_snapshot', ...PROJECTION_TABLES]) await runner.query(`drop table ${table}`);
  }
}
