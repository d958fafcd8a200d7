import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the driven clock stands, so that a restarted service does not go back in business time. */
export class DrivenClock1764000000009 implements MigrationInterface {
  name = 'DrivenClock1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table driven_clock (
        is_only boolean primary key default true check (is_only),
        stands_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table driven_clock');
  }
}
