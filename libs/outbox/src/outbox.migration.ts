import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox and the lease of its relay. */
export class Outbox1796000000001 implements MigrationInterface {
  name = 'Outbox1796000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        id bigint generated always as identity primary key,
        topic text not null,
        key text not null,
        headers text not null,
        value text,
        recorded_at timestamptz not null default clock_timestamp(),
        blocked_at timestamptz,
        blocked_reason text
      )`);
    await runner.query(`create index outbox_blocked on outbox (topic, key) where blocked_at is not null`);
    await runner.query(`
      create table relay_lease (
        name text primary key,
        owner uuid not null,
        epoch bigint not null,
        expires_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table relay_lease');
    await runner.query('drop table outbox');
  }
}

/** Migrations of this library, to be listed before a service's own. */
export const outboxMigrations = [Outbox1796000000001];
