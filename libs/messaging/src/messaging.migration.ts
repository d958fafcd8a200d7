import { machines } from '@redress/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the service has read, what it has seen, and what is set aside. */
export class Messaging1796000000003 implements MigrationInterface {
  name = 'Messaging1796000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consumer_position (
        cluster_id text not null,
        topic text not null,
        partition int not null,
        next_offset bigint not null,
        parked_count int not null default 0,
        paused_at timestamptz,
        pause_reason text,
        resumed_at timestamptz,
        primary key (cluster_id, topic, partition)
      )`);
    await runner.query(`
      create table inbox (
        day date not null,
        event_id uuid not null,
        seen_at timestamptz not null default clock_timestamp(),
        primary key (day, event_id)
      ) partition by range (day)`);
    await runner.query('create table inbox_other partition of inbox default');
    await runner.query('create index inbox_other_seen on inbox_other (seen_at)');
    await runner.query(`
      create table parked_event (
        id uuid primary key,
        cluster_id text not null,
        topic text not null,
        partition int not null,
        record_offset bigint not null,
        blocking_key text,
        status text not null ${machines.parkedEvent.check('status')},
        event_id text,
        event_type text,
        record bytea not null,
        is_sealed boolean not null,
        reason text not null,
        error text not null,
        signature text not null,
        attempts int not null default 1,
        parked_at timestamptz not null default clock_timestamp(),
        last_tried_at timestamptz,
        skipped_at timestamptz,
        skipped_by text,
        skip_reason text,
        unique (cluster_id, topic, partition, record_offset)
      )`);
    await runner.query(`
      create index parked_event_queue on parked_event (topic, blocking_key, record_offset) where status <> '${machines.parkedEvent.state.SKIPPED}'`);
    await runner.query(`create index parked_event_signature on parked_event (signature, parked_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table parked_event');
    await runner.query('drop table inbox');
    await runner.query('drop table consumer_position');
  }
}

/** Migrations of this library, to be listed after those of libs/lifecycle. */
export const messagingMigrations = [Messaging1796000000003];
