import { machines } from '@redress/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds of investigation, evidence with its chain of custody, determinations. */
export class Investigation1796000000101 implements MigrationInterface {
  name = 'Investigation1796000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table investigation_case (
        complaint_id uuid not null,
        cycle int not null,
        round int not null default 1,
        complaint_no text not null,
        assignment_id uuid not null unique,
        unit_id text not null,
        handler_id text not null,
        category text not null,
        severity text not null,
        urgency text not null,
        priority text not null,
        flags text[] not null,
        ${machines.investigation.column('status')},
        version int not null default 1,
        opened_at timestamptz not null,
        closed_at timestamptz,
        primary key (complaint_id, cycle)
      )`);
    await runner.query(`
      create table evidence_item (
        evidence_id uuid primary key,
        complaint_id uuid not null,
        cycle int not null,
        kind text not null,
        sha256 text,
        byte_size bigint,
        media_type text,
        file_name bytea,
        contact_id uuid,
        system text,
        text bytea,
        provenance text not null,
        description bytea not null,
        received_at timestamptz not null,
        added_at timestamptz not null,
        added_by text not null,
        foreign key (complaint_id, cycle) references investigation_case
      )`);
    await runner.query('create index evidence_item_complaint on evidence_item (complaint_id, added_at)');
    await runner.query(`
      create table evidence_custody (
        id bigint generated always as identity primary key,
        evidence_id uuid not null references evidence_item,
        action text not null ${machines.evidence.check('action')},
        actor_id text not null,
        at timestamptz not null
      )`);
    await runner.query('create index evidence_custody_item on evidence_custody (evidence_id, id)');
    await runner.query(`
      create table information_request (
        information_request_id uuid primary key,
        complaint_id uuid not null,
        complaint_no text not null,
        cycle int not null,
        questions int not null,
        content bytea not null,
        asked_at timestamptz not null,
        asked_by text not null,
        due_at timestamptz not null,
        ${machines.informationRequest.column('status')},
        replied_at timestamptz,
        recorded_by text,
        contact_id uuid,
        evidence_id uuid references evidence_item,
        paused_seconds int,
        foreign key (complaint_id, cycle) references investigation_case
      )`);
    await runner.query('create index information_request_complaint on information_request (complaint_id)');
    await runner.query('create index information_request_number on information_request (complaint_no)');
    // The round waits for one answer at a time.
    await runner.query(`
      create unique index information_request_open on information_request (complaint_id)
        where status = '${machines.informationRequest.state.OPEN}'`);
    await runner.query(`
      create table third_party_request (
        third_party_id uuid primary key,
        complaint_id uuid not null,
        cycle int not null,
        party_kind text not null,
        content bytea not null,
        asked_at timestamptz not null,
        asked_by text not null,
        due_at timestamptz not null,
        ${machines.thirdPartyRequest.column('status')},
        replied_at timestamptz,
        recorded_by text,
        evidence_ids uuid[] not null default '{}',
        foreign key (complaint_id, cycle) references investigation_case
      )`);
    await runner.query('create index third_party_request_complaint on third_party_request (complaint_id)');
    await runner.query(`
      create table determination (
        determination_id uuid primary key,
        complaint_id uuid not null,
        cycle int not null,
        round int not null,
        verdict text not null,
        reasonableness text not null,
        responsibility jsonb not null,
        root_cause text not null,
        findings int not null,
        no_investigation text,
        investigator_id text not null,
        determined_at timestamptz not null,
        content bytea not null,
        unique (complaint_id, cycle, round),
        foreign key (complaint_id, cycle) references investigation_case
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table determination');
    await runner.query('drop table third_party_request');
    await runner.query('drop table information_request');
    await runner.query('drop table evidence_custody');
    await runner.query('drop table evidence_item');
    await runner.query('drop table investigation_case');
  }
}
