import { machines } from '@redress/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work items, loads, the facts that clocks hang on, clocks, and the register of the directory. */
export class Routing1764000000101 implements MigrationInterface {
  name = 'Routing1764000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table work_item (
        complaint_id uuid primary key,
        complaint_no text not null unique,
        organisation_id text not null,
        channel text not null,
        complainant_type text not null,
        receiving_unit text not null,
        received_at timestamptz not null,
        registered_at timestamptz not null,
        category text not null,
        severity text not null,
        urgency text not null,
        priority text not null,
        flags text[] not null,
        assessed_by text,
        unit_id text,
        queue_unit text not null generated always as (coalesce(unit_id, receiving_unit)) stored,
        handler_id text,
        assignment_id uuid,
        earlier_handlers text[] not null,
        load_of text,
        state text not null,
        state_seq int not null,
        is_open boolean not null,
        cycle int not null,
        level int not null,
        escalation_causes jsonb not null,
        due_clock_id uuid,
        due_at timestamptz not null,
        due_soon_at timestamptz not null,
        version int not null
      )`);
    await runner.query('create index work_item_due on work_item (due_at, complaint_id) where is_open');
    await runner.query('create index work_item_unit on work_item (queue_unit, due_at, complaint_id) where is_open');
    await runner.query('create index work_item_handler on work_item (handler_id, due_at, complaint_id) where is_open');
    await runner.query('create index work_item_category on work_item (category, due_at, complaint_id) where is_open');
    await runner.query('create index work_item_priority on work_item (priority, due_at, complaint_id) where is_open');
    await runner.query('create index work_item_received on work_item (received_at, complaint_id) where is_open');
    await runner.query('create index work_item_state on work_item (state, due_at, complaint_id)');

    await runner.query('create table staff_load (staff_id text primary key, load int not null)');

    await runner.query(`
      create table story_fact (
        complaint_id uuid not null,
        fact_key text not null,
        seq bigint generated always as identity,
        fact text not null,
        at timestamptz not null,
        to_state text,
        state_seq int,
        primary key (complaint_id, fact_key)
      )`);

    await runner.query(`
      create table sla_clock (
        clock_id uuid primary key,
        complaint_id uuid not null,
        clock_key text not null,
        subject_kind text,
        subject_id text,
        cycle int not null,
        run int not null,
        calendar_id text not null,
        policy jsonb not null,
        segments jsonb not null,
        state text not null ${machines.clock.check('state')},
        started_at timestamptz not null,
        due_at timestamptz,
        warn50_at timestamptz,
        warn80_at timestamptz,
        ended_at timestamptz,
        told_percent smallint not null,
        provisional boolean not null,
        next_fire_at timestamptz,
        unique (complaint_id, clock_key),
        check ((subject_kind is null) = (subject_id is null))
      )`);
    await runner.query('create index sla_clock_next_fire on sla_clock (next_fire_at) where next_fire_at is not null');
    await runner.query('create index sla_clock_calendar on sla_clock (calendar_id) where ended_at is null');
    await runner.query('create table stale_complaint (complaint_id uuid primary key)');

    await runner.query(`
      create table directory_register (
        id text primary key,
        organisation_id text not null,
        kind text not null,
        unit_id text,
        content jsonb not null,
        from_file jsonb,
        version int not null
      )`);
    await runner.query('create index directory_register_unit on directory_register (unit_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'directory_register',
      'stale_complaint',
      'sla_clock',
      'story_fact',
      'staff_load',
      'work_item',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}
