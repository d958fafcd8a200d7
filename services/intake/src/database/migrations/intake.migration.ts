import { machines } from '@redress/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register: identities of submissions, numbers, complaints, requests, publications. */
export class Intake1796000001001 implements MigrationInterface {
  name = 'Intake1796000001001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table submission (
        source text not null,
        source_id text not null,
        complaint_id uuid not null,
        primary key (source, source_id)
      )`);
    await runner.query(`
      create table complaint_counter (
        number_before text not null,
        number_after text not null,
        last int not null,
        primary key (number_before, number_after)
      ) with (fillfactor = 50)`);
    await runner.query(`
      create table complaint (
        complaint_id uuid primary key,
        complaint_no text not null unique,
        organisation_id text not null,
        source text not null,
        source_id text not null,
        kind text not null,
        channel text not null,
        receiving_unit text not null,
        received_at timestamptz not null,
        registered_at timestamptz not null,
        received_late boolean not null,
        complainant_type text not null,
        locale text not null,
        reachable_by_mail boolean not null,
        proposed_category text not null,
        proposed_flags text not null,
        missing text not null,
        urgency text not null,
        registered_by_kind text not null,
        registered_by_id text not null,
        linked_to uuid,
        link text,
        urged int not null default 0,
        urged_at timestamptz
      )`);
    await runner.query('create index complaint_linked_to on complaint (linked_to) where linked_to is not null');
    // Keyed hashes of contact and reference, by which possible duplicates are found.
    await runner.query(`
      create table complaint_match (
        hash text not null,
        registered_at timestamptz not null,
        complaint_id uuid not null
      )`);
    await runner.query('create index complaint_match_hash on complaint_match (hash, registered_at)');
    await runner.query('create index complaint_match_complaint on complaint_match (complaint_id)');
    await runner.query(`
      create table complaint_supplement (
        supplement_id uuid primary key,
        complaint_id uuid not null,
        by text not null,
        by_id text not null,
        channel text not null,
        received_at timestamptz not null,
        words bytea not null
      )`);
    await runner.query('create index complaint_supplement_complaint on complaint_supplement (complaint_id)');
    await runner.query(`
      create function complaint_supplement_stays() returns trigger language plpgsql as
      $$ begin raise exception 'complaint_supplement is append-only'; end $$`);
    await runner.query(`
      create trigger complaint_supplement_stays before update or delete on complaint_supplement
      for each statement execute function complaint_supplement_stays()`);
    await runner.query(`
      create table complaint_attachment (
        attachment_id uuid primary key,
        complaint_id uuid not null,
        by text not null,
        by_id text not null,
        received_at timestamptz not null,
        media_type text not null,
        byte_size int not null,
        sha256 text not null,
        file_name bytea not null,
        description bytea
      )`);
    await runner.query('create index complaint_attachment_complaint on complaint_attachment (complaint_id)');
    await runner.query(`
      create function complaint_attachment_stays() returns trigger language plpgsql as
      $$ begin raise exception 'complaint_attachment is append-only'; end $$`);
    await runner.query(`
      create trigger complaint_attachment_stays before update or delete on complaint_attachment
      for each statement execute function complaint_attachment_stays()`);
    await runner.query(`
      create table mailbox_message (
        message_id uuid primary key,
        complaint_id uuid not null,
        by text not null,
        by_id text not null,
        written_at timestamptz not null,
        opened_at timestamptz,
        words bytea not null
      )`);
    await runner.query('create index mailbox_message_complaint on mailbox_message (complaint_id)');
    await runner.query(`
      create table registration_draft (
        draft_id uuid primary key,
        ${machines.draft.column('state')},
        version int not null,
        organisation_id text not null,
        unit_id text,
        captured_by_kind text not null,
        captured_by text not null,
        captured_at timestamptz not null,
        register_at timestamptz not null,
        complaint_id uuid,
        content bytea
      )`);
    await runner.query(
      `create index registration_draft_due on registration_draft (register_at)
       where state = '${machines.draft.state.OPEN}'`,
    );
    await runner.query('create index registration_draft_person on registration_draft (captured_by, draft_id)');
    await runner.query(
      'create index registration_draft_organisation on registration_draft (organisation_id, draft_id)',
    );
    await runner.query(`
      create table complaint_request (
        request_id uuid primary key,
        complaint_id uuid not null,
        kind text not null,
        requested_at timestamptz not null,
        requested_by_kind text not null,
        requested_by_id text not null,
        other_id uuid,
        statement bytea,
        details bytea,
        ${machines.request.column('status')},
        reason_code text,
        answered_by text,
        answered_at timestamptz
      )`);
    await runner.query('create index complaint_request_complaint on complaint_request (complaint_id)');
    await runner.query(
      `create index complaint_request_other on complaint_request (other_id)
       where other_id is not null and status = '${machines.request.state.OPEN}'`,
    );
    await runner.query(`
      create table complaint_party (
        party_id uuid primary key,
        case_id uuid not null,
        joined_at timestamptz not null,
        left_at timestamptz,
        left_because text,
        check ((left_at is null) = (left_because is null))
      )`);
    await runner.query('create index complaint_party_case on complaint_party (case_id)');
    await runner.query(`
      create table complaint_contact (
        contact_id uuid primary key,
        complaint_id uuid not null,
        channel text not null,
        direction text not null,
        two_way boolean not null,
        purposes text[] not null,
        at timestamptz not null,
        logged_at timestamptz not null,
        by_id text not null,
        by_rank text not null,
        kept_as text not null,
        note bytea not null,
        recording bytea,
        dialled bytea
      )`);
    await runner.query('create index complaint_contact_complaint on complaint_contact (complaint_id)');
    await runner.query(`
      create table pack_publication (
        id text not null,
        version int not null,
        published_by text not null,
        published_at timestamptz not null,
        primary key (id, version)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'pack_publication',
      'complaint_contact',
      'complaint_party',
      'complaint_request',
      'registration_draft',
      'mailbox_message',
      'complaint_attachment',
      'complaint_supplement',
      'complaint_match',
      'complaint',
      'complaint_counter',
      'submission',
    ]) {
      await runner.query(`drop table ${table}`);
    }
    await runner.query('drop function complaint_attachment_stays()');
    await runner.query('drop function complaint_supplement_stays()');
  }
}
