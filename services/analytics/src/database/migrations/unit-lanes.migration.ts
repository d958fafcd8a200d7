import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DIMENSION_COLUMNS, dimensionIndexes } from '../../overview/projection-tables';

/** Lists of complaints unit by unit, for readers who see some units only. */
export class UnitLanes1764000000602 implements MigrationInterface {
  name = 'UnitLanes1764000000602';

  async up(runner: QueryRunner): Promise<void> {
    for (const { name, statement } of dimensionIndexes('public')) {
      await runner.query(`drop index if exists ${name}`);
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of Object.values(DIMENSION_COLUMNS)) {
      await runner.query(`drop index complaint_fact_by_${column}`);
      await runner.query(
        `create index complaint_fact_by_${column} on complaint_fact
           (organisation_id, ${column}, received_on, complaint_id) where received_on is not null`,
      );
    }
  }
}
