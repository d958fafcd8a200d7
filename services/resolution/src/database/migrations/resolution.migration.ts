import { machines } from '@redress/contracts';
import { APPROVAL_STEP_TABLE } from '@redress/lifecycle';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds of resolution: plans, remedies, offers with consent, one-time codes, follow-ups; from where staff call. */
export class Resolution1796000000201 implements MigrationInterface {
  name = 'Resolution1796000000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table resolution_case (
        complaint_id uuid not null,
        cycle int not null,
        complaint_no text not null,
        organisation_id text not null,
        determination_id uuid unique,
        settled_by uuid unique,
        unit_id text not null,
        handler_id text not null,
        verdict text,
        reasonableness text,
        outcome text,
        remedies_done jsonb,
        ${machines.resolution.column('status')},
        version int not null default 1,
        opened_at timestamptz not null,
        closed_at timestamptz,
        closure_code text,
        ends_as text,
        primary key (complaint_id, cycle),
        check ((determination_id is null) = (settled_by is not null)),
        check ((determination_id is null) = (verdict is null and reasonableness is null))
      )`);
    await runner.query('create index resolution_case_no on resolution_case (complaint_no)');
    // Complainants name the number, also of a complaint that is handled with another one.
    await runner.query('create index complaint_custody_by_number on complaint_custody (complaint_no)');
    await runner.query(`
      create table rework_order (
        rework_id uuid primary key,
        complaint_id uuid not null,
        cycle int not null,
        determination_id uuid not null unique,
        round int not null,
        reason text not null,
        comment bytea not null,
        ordered_by text not null,
        ordered_at timestamptz not null,
        unique (complaint_id, cycle, round),
        foreign key (complaint_id, cycle) references resolution_case
      )`);
    await runner.query(`
      create table resolution_plan (
        plan_id uuid not null,
        revision int not null,
        complaint_id uuid not null,
        cycle int not null,
        outcome text not null,
        ${machines.plan.column('status')},
        drafter_id text not null,
        drafted_at timestamptz not null,
        explanation bytea not null,
        apology bytea,
        approver_role text,
        may_approve text[] not null default '{}',
        submitted_at timestamptz,
        approver_id text,
        decided_at timestamptz,
        rejection_reason text,
        comment bytea,
        is_final boolean not null,
        told_at timestamptz,
        primary key (plan_id, revision),
        unique (complaint_id, cycle, revision),
        foreign key (complaint_id, cycle) references resolution_case
      )`);
    await runner.query(`
      create table remedy_line (
        remedy_id uuid primary key,
        plan_id uuid not null,
        revision int not null,
        place int not null,
        type text not null,
        terms jsonb not null,
        owner_unit_id text not null,
        due_on date not null,
        party_id uuid,
        ${machines.remedyLine.column('state')},
        failure text,
        failure_note bytea,
        failed_by text,
        failed_at timestamptz,
        cancelled_at timestamptz,
        executed_by text,
        executed_at timestamptz,
        evidence_id uuid,
        evidence_sha256 text,
        evidence_bytes bigint,
        evidence_type text,
        evidence_name bytea,
        note bytea,
        unique (plan_id, revision, place),
        foreign key (plan_id, revision) references resolution_plan,
        check (state <> '${machines.remedyLine.state.FAILED}' or failure is not null),
        check ((state = '${machines.remedyLine.state.DONE}')
          = (evidence_id is not null and executed_by is not null and executed_at is not null))
      )`);
    await runner.query(`
      create table offer (
        offer_id uuid primary key,
        complaint_id uuid not null,
        party_id uuid not null,
        cycle int not null,
        plan_id uuid not null,
        revision int not null,
        token_sha256 bytea not null unique,
        ${machines.offer.column('state')},
        offered_at timestamptz not null,
        decide_by timestamptz not null,
        decided_at timestamptz,
        imposed_by text,
        decision_clock_id uuid,
        closes_at timestamptz,
        failed_tries int not null default 0,
        tries_until timestamptz,
        foreign key (plan_id, revision) references resolution_plan,
        foreign key (complaint_id, cycle) references resolution_case,
        check ((state = '${machines.offer.state.IMPOSED}') = (imposed_by is not null))
      )`);
    // One offer to each complainant stands at a time.
    await runner.query(
      `create unique index offer_open on offer (complaint_id, party_id) where state = '${machines.offer.state.OPEN}'`,
    );
    await runner.query('create index offer_round on offer (complaint_id, cycle)');
    await runner.query(
      `create index offer_closes on offer (closes_at) where state = '${machines.offer.state.LAPSED}' and closes_at is not null`,
    );
    // What complainants said to offers, by link or recorded by staff.
    await runner.query(`
      create table offer_answer (
        answer_id uuid primary key,
        offer_id uuid not null references offer,
        complaint_id uuid not null,
        decision text not null check (decision in ('ACCEPT', 'COUNTER', 'REFUSE')),
        round int not null,
        channel text not null,
        revision int not null,
        text_sha256 text not null,
        locale text not null,
        given_at timestamptz not null,
        recorded_at timestamptz not null,
        proof text not null check (proof in ('TRACKING_CODE', 'ONE_TIME_CODE', 'CALL', 'PAPER', 'IDENTITY_CHECK')),
        mark text check (mark = 'STAFF_ADDRESS'),
        words bytea,
        recorded_by text,
        contact_id uuid,
        listener_id text,
        scan_id uuid,
        scan_sha256 text,
        scan_bytes bigint,
        scan_type text,
        scan_name bytea,
        identity_document text,
        identity_ending bytea,
        object_by timestamptz,
        objected_at timestamptz,
        objection bytea,
        check ((recorded_by is null) = (object_by is null)),
        check ((scan_id is null) = (proof <> 'PAPER')),
        check ((identity_document is null) = (proof <> 'IDENTITY_CHECK')),
        check ((identity_ending is null) = (identity_document is null)),
        check (objected_at is null or object_by is not null)
      )`);
    // One answer counts; what was objected to stands beside it.
    await runner.query('create unique index offer_answer_counts on offer_answer (offer_id) where objected_at is null');
    await runner.query('create index offer_answer_offer on offer_answer (offer_id)');
    await runner.query('create index offer_answer_marked on offer_answer (given_at, answer_id) where mark is not null');
    for (const statement of APPROVAL_STEP_TABLE) await runner.query(statement);
    // Real time throughout: a code is a matter of minutes.
    await runner.query(`
      create table one_time_code (
        code_id uuid primary key,
        offer_id uuid not null references offer,
        complaint_id uuid not null,
        code_fingerprint bytea not null,
        recipient_fingerprint bytea not null,
        sent_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        tries int not null default 0,
        used_at timestamptz,
        ticket_sha256 bytea,
        ticket_until timestamptz
      )`);
    await runner.query('create index one_time_code_offer on one_time_code (offer_id, sent_at)');
    await runner.query('create index one_time_code_complaint on one_time_code (complaint_id, sent_at)');
    await runner.query('create index one_time_code_recipient on one_time_code (recipient_fingerprint, sent_at)');
    await runner.query('create index one_time_code_age on one_time_code (sent_at)');
    await runner.query(`
      create table complaint_flags (
        complaint_id uuid primary key,
        flags text[] not null
      )`);
    await runner.query(`
      create table staff_address (
        fingerprint bytea primary key,
        used_at timestamptz not null
      )`);
    await runner.query('create index staff_address_age on staff_address (used_at)');
    await runner.query(`
      create table follow_up (
        follow_up_id uuid primary key,
        complaint_id uuid not null,
        cycle int not null,
        attempt int not null,
        result text not null ${machines.followUp.check('result')},
        satisfaction int,
        reason_code text,
        comment bytea,
        deferred_until timestamptz,
        other_needs bytea,
        caller_id text not null,
        at timestamptz not null,
        unique (complaint_id, cycle, attempt),
        check ((deferred_until is not null) = (result = '${machines.followUp.state.DEFERRED}')),
        foreign key (complaint_id, cycle) references resolution_case
      )`);
    await runner.query(`
      create table review (
        review_id uuid primary key,
        complaint_id uuid not null,
        party_id uuid not null,
        cycle int not null,
        ${machines.review.column('state')},
        opened_from text not null,
        closed_as text,
        asked_through text,
        contact_id uuid,
        opened_at timestamptz not null,
        words bytea,
        decision text,
        reviewer_id text,
        decided_at timestamptz,
        grounds bytea,
        foreign key (complaint_id, cycle) references resolution_case,
        check ((state = '${machines.review.state.DECIDED}') = (decision is not null))
      )`);
    await runner.query('create index review_round on review (complaint_id, cycle, opened_at)');
    await runner.query(
      `create unique index review_open on review (complaint_id) where state = '${machines.review.state.OPEN}'`,
    );
    // Bodies and references are sealed: they name the complainant to those who ask there.
    await runner.query(`
      create table dispute (
        dispute_id uuid primary key,
        complaint_id uuid not null,
        party_id uuid not null,
        cycle int not null,
        ${machines.dispute.column('state')},
        route text not null,
        opened_from text not null,
        closed_as text,
        body bytea not null,
        reference bytea not null,
        deadline_on date not null,
        contact_id uuid,
        opened_by text not null,
        opened_at timestamptz not null,
        outcome text,
        binds boolean,
        award bytea,
        decided_by text,
        decided_at timestamptz,
        foreign key (complaint_id, cycle) references resolution_case,
        check ((state = '${machines.dispute.state.DECIDED}') = (outcome is not null and binds is not null and award is not null))
      )`);
    await runner.query('create index dispute_round on dispute (complaint_id, cycle, opened_at)');
    await runner.query(
      `create unique index dispute_open on dispute (complaint_id) where state = '${machines.dispute.state.OPEN}'`,
    );
    await runner.query(`
      create table lesson (
        lesson_id uuid primary key,
        dispute_id uuid not null unique references dispute,
        complaint_id uuid not null,
        ${machines.lesson.column('state')},
        unit_id text not null,
        due_on date not null,
        task bytea not null,
        learned bytea,
        learned_by text,
        learned_at timestamptz
      )`);
    await runner.query('create index lesson_complaint on lesson (complaint_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'lesson',
      'dispute',
      'review',
      'staff_address',
      'complaint_flags',
      'follow_up',
      'one_time_code',
      'approval_step',
      'offer_answer',
      'offer',
      'remedy_line',
      'resolution_plan',
      'rework_order',
      'resolution_case',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}
