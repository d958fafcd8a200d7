import { machines } from '@redress/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Percent of a page that is filled at first. A letter that is claimed and tried stays in its page, and so does what is known
 * of its complainant once the expected time is: that needs no new entry in their indexes.
 */
const ROOM = { letter: 40, correspondence: 60 };

/** What is known of each complainant as a correspondent, and every letter that was called for. */
export class Letters1796000000501 implements MigrationInterface {
  name = 'Letters1796000000501';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table correspondence (
        complaint_id uuid primary key,
        locale text,
        registered_at timestamptz,
        dossier_version int,
        expected_at timestamptz,
        expected_said_by uuid
      ) with (fillfactor = ${ROOM.correspondence})`);
    await runner.query(`
      create table letter (
        letter_id uuid primary key,
        complaint_id uuid not null,
        case_id uuid not null,
        kind text not null,
        facts jsonb not null,
        resolution_version int,
        caused_by uuid not null,
        traceparent text,
        requested_at timestamptz not null,
        ${machines.letter.column('status')},
        reason text,
        way text,
        tried text[] not null default '{}',
        content bytea,
        content_version int,
        attempts int not null default 0,
        trying_since timestamptz,
        next_attempt_at timestamptz not null default clock_timestamp(),
        lease_owner uuid,
        lease_until timestamptz,
        is_uncertain boolean not null default false,
        told_at timestamptz,
        told_by text,
        told_in_contact uuid,
        is_acknowledged boolean not null default false,
        version int not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        check ((content is null) = (content_version is null)),
        check ((told_at is null) = (told_by is null))
      ) with (fillfactor = ${ROOM.letter})`);
    await runner.query(
      `create index letter_to_send on letter (next_attempt_at) where status = '${machines.letter.state.REQUESTED}'`,
    );
    await runner.query(`
      create table letter_dispatch (
        letter_id uuid not null references letter,
        way text not null,
        ${machines.letterDispatch.column('status')},
        reason text,
        attempts int not null,
        at timestamptz not null,
        noted_at timestamptz not null default clock_timestamp(),
        proof bytea,
        told_by_person text,
        primary key (letter_id, way)
      )`);
    await runner.query(
      `create index letter_dispatch_awaited on letter_dispatch (noted_at) where status = '${machines.letterDispatch.state.OPEN}' and way = 'SMS'`,
    );
    // How far the receipts of the gateway have been read.
    await runner.query(
      'create table sms_receipts (gateway text primary key, read_to text, read_at timestamptz not null)',
    );
    await runner.query(`
      create table inbox_item (
        item_id uuid primary key,
        person_id text not null,
        complaint_id uuid not null,
        kind text not null,
        subject text not null,
        facts jsonb not null,
        caused_by uuid not null,
        created_at timestamptz not null,
        ${machines.inboxItem.column('status')},
        ended_at timestamptz,
        version int not null default 1
      )`);
    await runner.query('create index inbox_item_of_person on inbox_item (person_id, created_at, item_id)');
    const { READ, UNREAD } = machines.inboxItem.state;
    await runner.query(
      `create index inbox_item_open on inbox_item (complaint_id) where status in ('${UNREAD}', '${READ}')`,
    );
    // Complainants name the number.
    await runner.query('create index complaint_custody_by_number on complaint_custody (complaint_no)');
    await runner.query('create index letter_of_complaint on letter (complaint_id, requested_at, letter_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table inbox_item');
    await runner.query('drop index complaint_custody_by_number');
    await runner.query('drop table sms_receipts');
    await runner.query('drop table letter_dispatch');
    await runner.query('drop table letter');
    await runner.query('drop table correspondence');
  }
}
