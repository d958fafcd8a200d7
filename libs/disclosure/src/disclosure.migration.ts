import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who opened what of which complaint, when and what for; no values. */
export class Disclosure1796000000010 implements MigrationInterface {
  name = 'Disclosure1796000000010';

  async up(runner: QueryRunner): Promise<void> {
    // read_at is business time, recorded_at real time. A row without an hour was asked for by itself, and is never counted up.
    await runner.query(`
      create table disclosure (
        disclosure_id uuid primary key,
        organisation_id text not null,
        complaint_id uuid not null,
        reader_id text not null,
        on_behalf_of text,
        operation text not null,
        opened text[] not null,
        purpose text not null,
        note bytea,
        counted_in timestamptz,
        times int not null,
        read_at timestamptz not null,
        last_read_at timestamptz not null,
        recorded_at timestamptz not null,
        last_recorded_at timestamptz not null
      )`);
    await runner.query(`
      create unique index disclosure_hour
      on disclosure (reader_id, complaint_id, operation, counted_in, purpose, opened)`);
    await runner.query('create index disclosure_reader on disclosure (reader_id, disclosure_id)');
    await runner.query('create index disclosure_complaint on disclosure (complaint_id, disclosure_id)');
    await runner.query('create index disclosure_burst on disclosure (reader_id, read_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table disclosure');
  }
}

/** The table of disclosures, to be listed after that of libs/lifecycle. */
export const disclosureMigrations = [Disclosure1796000000010];
