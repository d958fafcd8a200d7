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
        sha256 text not null,
        byte_size bigint not null,
        media_type text not null,
        provenance text not null,
        description bytea not null,
        file_name bytea not null,
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
      create table determination (
        determination_id uuid primary key,
        complaint_id uuid not null,
        cycle int not null,
        verdict text not null,
        reasonableness text not null,
        responsibility jsonb not null,
        root_cause text not null,
        findings int not null,
        investigator_id text not null,
        determined_at timestamptz not null,
        content bytea not null,
        unique (complaint_id, cycle),
        foreign key (complaint_id, cycle) references investigation_case
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table determination');
    await runner.query('drop table evidence_custody');
    await runner.query('drop table evidence_item');
    await runner.query('drop table investigation_case');
  }
}
