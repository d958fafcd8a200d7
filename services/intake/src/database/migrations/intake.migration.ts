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
        urgency text not null,
        registered_by_kind text not null,
        registered_by_id text not null
      )`);
    await runner.query(`
      create table complaint_request (
        request_id uuid primary key,
        complaint_id uuid not null,
        kind text not null,
        requested_at timestamptz not null,
        requested_by_kind text not null,
        requested_by_id text not null,
        statement bytea not null,
        ${machines.request.column('status')},
        reason_code text,
        answered_by text,
        answered_at timestamptz
      )`);
    await runner.query('create index complaint_request_complaint on complaint_request (complaint_id)');
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
      'complaint_request',
      'complaint',
      'complaint_counter',
      'submission',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}
