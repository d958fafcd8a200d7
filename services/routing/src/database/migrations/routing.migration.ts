import { machines } from '@redress/contracts';
import { APPROVAL_STEP_TABLE } from '@redress/lifecycle';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every filter of the work list, in its order; also unit by unit, for readers who see some units only. By due time alone,
 * all work of a handler would be read to show that nothing of it may be seen.
 */
const LANES = {
  work_item_due: '(due_at, complaint_id) where is_open',
  work_item_unit: '(queue_unit, due_at, complaint_id) where is_open',
  work_item_handler_unit: '(handler_id, queue_unit, due_at, complaint_id) where is_open',
  work_item_category: '(category, due_at, complaint_id) where is_open',
  work_item_priority: '(priority, due_at, complaint_id) where is_open',
  work_item_received: '(received_at, complaint_id) where is_open',
  work_item_state: '(state, due_at, complaint_id)',
  work_item_unit_category: '(queue_unit, category, due_at, complaint_id) where is_open',
  work_item_unit_priority: '(queue_unit, priority, due_at, complaint_id) where is_open',
  work_item_unit_received: '(queue_unit, received_at, complaint_id) where is_open',
  work_item_unit_state: '(queue_unit, state, due_at, complaint_id)',
  work_item_handler_unit_state: '(handler_id, queue_unit, state, due_at, complaint_id)',
  // Of what is due soon there may be little among much: neither bound alone finds it.
  work_item_due_soon: 'using gist (tstzrange(least(due_soon_at, due_at), due_at)) where is_open',
};

/**
 * Percent of a page that is filled at first. A row that stays in its page when its level is raised or its mark is
 * published needs no second page, and the work item no new entry in its indexes.
 */
const ROOM = { work_item: 90, sla_clock: 85 };

/** Work items, loads, the facts that clocks hang on, clocks, and the register of the directory. */
export class Routing1796000000101 implements MigrationInterface {
  name = 'Routing1796000000101';

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
        handling text not null,
        subject_staff_id text,
        subject_unit_id text,
        kind text not null,
        first_contact_id text,
        category text not null,
        severity text not null,
        urgency text not null,
        priority text not null,
        flags text[] not null,
        complexity text,
        fault_level text,
        assessed_by text,
        unit_id text,
        queue_unit text not null generated always as (coalesce(unit_id, receiving_unit)) stored,
        handler_id text,
        assignment_id uuid,
        owner_id text,
        assigned_by text,
        is_final boolean not null,
        returns int not null,
        earlier_handlers text[] not null,
        load_of text,
        state text not null,
        state_seq int not null,
        is_open boolean not null,
        cycle int not null,
        level int not null,
        escalation_causes jsonb not null,
        open_escalation jsonb,
        supervision jsonb,
        major_report jsonb,
        promises jsonb not null default '[]',
        due_clock_id uuid,
        due_at timestamptz not null,
        due_soon_at timestamptz not null,
        version int not null
      ) with (fillfactor = ${ROOM.work_item})`);
    for (const [name, what] of Object.entries(LANES)) await runner.query(`create index ${name} on work_item ${what}`);

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
        subject_kind text,
        subject_id text,
        detail jsonb,
        primary key (complaint_id, fact_key),
        check ((subject_kind is null) = (subject_id is null))
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
        policy json not null,
        segments jsonb not null,
        state text not null ${machines.clock.check('state')},
        started_at timestamptz not null,
        due_at timestamptz,
        warn50_at timestamptz,
        warn80_at timestamptz,
        late150_at timestamptz,
        late200_at timestamptz,
        ended_at timestamptz,
        told_percent smallint not null,
        provisional boolean not null,
        next_fire_at timestamptz,
        unique (complaint_id, clock_key),
        check ((subject_kind is null) = (subject_id is null))
      ) with (fillfactor = ${ROOM.sla_clock})`);
    // In the order in which they come due, so that a sweep can continue behind those that may not be published yet.
    await runner.query(
      'create index sla_clock_fires on sla_clock (next_fire_at, complaint_id) where next_fire_at is not null',
    );
    await runner.query('create table stale_complaint (complaint_id uuid primary key)');

    await runner.query(`
      create table case_note (
        note_id uuid primary key,
        complaint_id uuid not null,
        kind text not null,
        author_id text not null,
        at timestamptz not null,
        text bytea not null
      )`);
    await runner.query('create index case_note_complaint on case_note (complaint_id, note_id)');
    // Only ever added to: what was noted stays noted.
    await runner.query(`
      create function case_note_stays() returns trigger language plpgsql as
      $$ begin raise exception 'case_note is append-only'; end $$`);
    await runner.query(`
      create trigger case_note_stays before update or delete or truncate on case_note
      for each statement execute function case_note_stays()`);
    for (const statement of APPROVAL_STEP_TABLE) await runner.query(statement);
    await runner.query(`
      create table directory_register (
        id text primary key,
        organisation_id text not null,
        kind text not null,
        unit_id text,
        content jsonb not null,
        from_file jsonb,
        version int not null,
        changed_at timestamptz not null default '-infinity'
      )`);
    await runner.query('create index directory_register_unit on directory_register (unit_id, id)');
    // So that what is older on the topic is recognised.
    await runner.query(`
      create table directory_removal (
        id text primary key,
        organisation_id text not null,
        removed_at timestamptz not null
      )`);
    await runner.query(`
      create table directory_change (
        change_id uuid primary key,
        entry_id text not null,
        organisation_id text not null,
        before jsonb,
        after jsonb,
        changed_by text not null,
        confirmed_by text,
        proposal_id uuid,
        changed_at timestamptz not null,
        check (confirmed_by <> changed_by)
      )`);
    await runner.query('create index directory_change_entry on directory_change (entry_id, change_id)');
    // A person who could change it could grant themselves anything unseen.
    await runner.query(`
      create function directory_change_stays() returns trigger language plpgsql as
      $$ begin raise exception 'directory_change is append-only'; end $$`);
    await runner.query(`
      create trigger directory_change_stays before update or delete or truncate on directory_change
      for each statement execute function directory_change_stays()`);
    await runner.query(`
      create table directory_proposal (
        proposal_id uuid primary key,
        entry_id text not null,
        organisation_id text not null,
        based_on int not null,
        before jsonb,
        after jsonb,
        ${machines.directoryProposal.column('state')},
        proposed_by text not null,
        proposed_at timestamptz not null,
        expires_at timestamptz not null,
        settled_by text,
        settled_at timestamptz,
        reason text
      )`);
    await runner.query(
      `create unique index directory_proposal_open on directory_proposal (entry_id)
       where state = '${machines.directoryProposal.state.PROPOSED}'`,
    );
    await runner.query(
      'create index directory_proposal_organisation on directory_proposal (organisation_id, proposal_id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'directory_proposal',
      'directory_change',
      'directory_removal',
      'directory_register',
      'approval_step',
      'case_note',
      'stale_complaint',
      'sla_clock',
      'story_fact',
      'staff_load',
      'work_item',
    ]) {
      await runner.query(`drop table ${table}`);
    }
    await runner.query('drop function case_note_stays()');
    await runner.query('drop function directory_change_stays()');
  }
}
