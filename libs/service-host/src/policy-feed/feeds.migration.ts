import type { MigrationInterface, QueryRunner } from 'typeorm';

/** This service's copies of packs, calendars and directory, and a version by which every replica sees that they changed. */
export class Feeds1764000000010 implements MigrationInterface {
  name = 'Feeds1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table policy_pack (
        id text not null,
        version int not null,
        effective_from timestamptz not null,
        published_at timestamptz not null,
        content jsonb not null,
        primary key (id, version)
      )`);
    await runner.query('create table policy_calendar (id text primary key, content jsonb not null)');
    await runner.query(
      'create table directory_entry (id text primary key, kind text not null, content jsonb not null)',
    );
    await runner.query('create table feed_version (feed text primary key, version bigint not null)');
    await runner.query(`insert into feed_version values ('packs', 0), ('calendars', 0), ('directory', 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['feed_version', 'directory_entry', 'policy_calendar', 'policy_pack']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
