import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Idempotency keys and rate limits. */
export class Http1796000000004 implements MigrationInterface {
  name = 'Http1796000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        principal text not null,
        route text not null,
        key text not null,
        request_hash bytea not null,
        status int,
        headers jsonb not null default '{}',
        body jsonb,
        created_at timestamptz not null default now(),
        primary key (principal, route, key)
      )`);
    await runner.query('create index idempotency_key_age on idempotency_key (created_at)');
    // Unlogged: counters that a crash empties do no harm, and nothing waits for the disk.
    await runner.query(`
      create unlogged table rate_limit (
        bucket text primary key,
        used int not null,
        ends_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rate_limit');
    await runner.query('drop table idempotency_key');
  }
}

/** Migrations of this library, to be listed before a service's own. */
export const httpMigrations = [Http1796000000004];
