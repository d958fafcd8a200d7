import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The work of a handler in one state by unit, open or ended: as with all of their open work, most of it may be
 * hidden.
 */
export class StatesOfHandlersByUnit1764000000106 implements MigrationInterface {
  name = 'StatesOfHandlersByUnit1764000000106';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index work_item_handler_unit_state on work_item (handler_id, queue_unit, state, due_at, complaint_id)',
    );
    await runner.query('drop index work_item_handler_state');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index work_item_handler_state on work_item (handler_id, state, due_at, complaint_id)');
    await runner.query('drop index work_item_handler_unit_state');
  }
}
