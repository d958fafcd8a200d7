import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'driven_clock',
  'policy_pack',
  'policy_calendar',
  'directory_entry',
  'feed_version',
  'outdated_document',
];

/**
 * Where the driven clock stands; this service's copies of packs, calendars and directory; and which of its documents
 * stand on their topic in an older version than in its tables (nearly always none).
 */
export class ServiceHost1796000000009 implements MigrationInterface {
  name = 'ServiceHost1796000000009';

  async up(runner: QueryRunner): Promise<void> {
    // A restarted service does not go back in business time.
    await runner.query(`
      create table driven_clock (
        is_only boolean primary key default true check (is_only),
        stands_at timestamptz not null
      )`);

    await runner.query(`
      create table policy_pack (
        id text not null,
        version int not null,
        effective_from timestamptz not null,
        published_at timestamptz not null,
        organisation_id text,
        content jsonb not null,
        primary key (id, version)
      )`);
    await runner.query('create table policy_calendar (id text primary key, content jsonb not null)');
    await runner.query(
      'create table directory_entry (id text primary key, kind text not null, content jsonb not null)',
    );
    // By the version every replica sees that they have changed.
    await runner.query('create table feed_version (feed text primary key, version bigint not null)');
    await runner.query(`insert into feed_version values ('packs', 0), ('calendars', 0), ('directory', 0)`);

    await runner.query(`
      create table outdated_document (
        topic text not null,
        complaint_id uuid not null,
        noticed_at timestamptz not null default clock_timestamp(),
        primary key (topic, complaint_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`drop table ${table}`);
  }
}
