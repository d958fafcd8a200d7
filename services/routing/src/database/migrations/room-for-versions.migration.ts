import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Room in every page for one more version of a row. A level that is raised changes no column that the work list is indexed
 * by, and a row that stays in its page needs no new entry in its indexes then. A clock whose mark is published needs
 * them, but no second page of its table.
 */
export class RoomForVersions1764000000107 implements MigrationInterface {
  name = 'RoomForVersions1764000000107';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table work_item set (fillfactor = 90)');
    await runner.query('alter table sla_clock set (fillfactor = 85)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table work_item reset (fillfactor)');
    await runner.query('alter table sla_clock reset (fillfactor)');
  }
}
