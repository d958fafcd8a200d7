import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When entries of the directory were changed and removed last, so that older ones are recognised on the topic. */
export class DirectoryChanges1764000000103 implements MigrationInterface {
  name = 'DirectoryChanges1764000000103';

  async up(runner: QueryRunner): Promise<void> {
    // Of what was changed before this column came nothing is known to be newer than the topic.
    await runner.query(`alter table directory_register add column changed_at timestamptz not null default '-infinity'`);
    await runner.query(`
      create table directory_removal (
        id text primary key,
        organisation_id text not null,
        removed_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table directory_removal');
    await runner.query('alter table directory_register drop column changed_at');
  }
}
