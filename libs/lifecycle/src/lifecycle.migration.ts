import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Percent of a page that is filled at first: a row moves on within moments, and within its page that needs no index entry. */
const CUSTODY_ROOM = 60;

/** Custody of every complaint as this service knows it with who took which part in it, the requests to its holder, and contacts. */
export class Lifecycle1796000000002 implements MigrationInterface {
  name = 'Lifecycle1796000000002';

  async up(runner: QueryRunner): Promise<void> {
    // The participants: what members of staff did with it, for the relation of a reader and the independence of those who
    // decide (D7). They are read and written with the row, so each costs no row and no index entry of its own.
    await runner.query(`
      create table complaint_custody (
        complaint_id uuid primary key,
        complaint_no text not null,
        organisation_id text not null,
        packs text not null,
        state_seq int not null,
        state text not null,
        holder text not null,
        last_event_id uuid not null,
        adopted_at timestamptz,
        suspended_from text,
        since timestamptz not null,
        reopen_count int not null default 0,
        unit_id text not null,
        receiving_unit text not null,
        handler_id text,
        participants jsonb not null default '[]'
      ) with (fillfactor = ${CUSTODY_ROOM})`);
    await runner.query(`
      create table open_request (
        request_id uuid primary key,
        complaint_id uuid not null,
        kind text not null,
        requested_at timestamptz not null,
        fields jsonb not null,
        event_id uuid not null,
        arrival bigint generated always as identity,
        seen_at timestamptz not null default clock_timestamp()
      )`);
    // Of the contact log of intake, what commands prove by it.
    await runner.query(`
      create table known_contact (
        contact_id uuid primary key,
        complaint_id uuid not null,
        channel text not null,
        direction text not null,
        two_way boolean not null,
        purposes text[] not null,
        by_id text not null,
        by_rank text not null,
        at timestamptz not null,
        dialled boolean not null,
        kept_as text not null
      )`);
    // Complaints that are handled with another one, and those that are no longer.
    await runner.query(`
      create table case_party (
        party_id uuid primary key,
        case_id uuid not null,
        is_in boolean not null,
        said_by uuid not null
      )`);
    await runner.query('create index case_party_case on case_party (case_id)');
    await runner.query('create index open_request_complaint on open_request (complaint_id)');
    await runner.query('create index open_request_seen on open_request (seen_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table case_party');
    await runner.query('drop table known_contact');
    await runner.query('drop table open_request');
    await runner.query('drop table complaint_custody');
  }
}

/** Migrations of this library, to be listed after those of libs/outbox. */
export const lifecycleMigrations = [Lifecycle1796000000002];
