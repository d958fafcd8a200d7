import type { MigrationInterface, QueryRunner } from 'typeorm';

const LANES = {
  work_item_unit_category: '(queue_unit, category, due_at, complaint_id) where is_open',
  work_item_unit_priority: '(queue_unit, priority, due_at, complaint_id) where is_open',
  work_item_unit_received: '(queue_unit, received_at, complaint_id) where is_open',
  work_item_unit_state: '(queue_unit, state, due_at, complaint_id)',
  work_item_handler_state: '(handler_id, state, due_at, complaint_id)',
  // Of what is due soon there may be little among much: neither bound alone finds it.
  work_item_due_soon: 'using gist (tstzrange(least(due_soon_at, due_at), due_at)) where is_open',
};

/** Every filter and every order of the work list by unit, for readers who see some units only. */
export class WorkListLanes1764000000102 implements MigrationInterface {
  name = 'WorkListLanes1764000000102';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, what] of Object.entries(LANES)) {
      await runner.query(`create index ${name} on work_item ${what}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(LANES)) await runner.query(`drop index ${name}`);
  }
}
