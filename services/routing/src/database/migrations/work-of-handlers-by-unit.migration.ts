import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The work of a handler by unit, for readers who see some units only: by due time alone, all of it was read to show that
 * nothing of it may be seen.
 */
export class WorkOfHandlersByUnit1764000000104 implements MigrationInterface {
  name = 'WorkOfHandlersByUnit1764000000104';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index work_item_handler_unit on work_item (handler_id, queue_unit, due_at, complaint_id) where is_open',
    );
    await runner.query('drop index work_item_handler');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index work_item_handler on work_item (handler_id, due_at, complaint_id) where is_open');
    await runner.query('drop index work_item_handler_unit');
  }
}
