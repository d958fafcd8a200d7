import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Clocks in the order in which they come due, so that a sweep can continue behind those that may not be published
 * yet.
 */
export class DueClocksInPages1764000000105 implements MigrationInterface {
  name = 'DueClocksInPages1764000000105';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index sla_clock_fires on sla_clock (next_fire_at, complaint_id) where next_fire_at is not null',
    );
    await runner.query('drop index sla_clock_next_fire');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index sla_clock_next_fire on sla_clock (next_fire_at) where next_fire_at is not null');
    await runner.query('drop index sla_clock_fires');
  }
}
