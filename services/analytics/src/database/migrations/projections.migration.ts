import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PROJECTION_TABLES, projectionIndexes, projectionTables } from '../../overview/projection-tables';

/** What is known of each complaint, and how many complaints there are of each kind per day. */
export class Projections1764000000601 implements MigrationInterface {
  name = 'Projections1764000000601';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...projectionTables('public'), ...projectionIndexes('public')]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of PROJECTION_TABLES) await runner.query(`drop table ${table}`);
  }
}
