import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The clocks of a calendar are found by the open complaints; every mark that is published wrote to an index of their
 * own.
 */
export class ClocksWithoutCalendarIndex1764000000108 implements MigrationInterface {
  name = 'ClocksWithoutCalendarIndex1764000000108';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index sla_clock_calendar');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index sla_clock_calendar on sla_clock (calendar_id) where ended_at is null');
  }
}
