import type { Database } from '@redress/persistence';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** How far the service has followed the story of a complaint; for callers who have seen more (`Redress-Seen`). */
export class StoryProgress {
  constructor(private readonly database: Database) {}

  /**
   * Waits until the service has followed the story up to `stateSeq`.
   * @returns false when it has not within `timeoutMs`
   */
  async waitFor(complaintId: string, stateSeq: number, timeoutMs: number): Promise<boolean> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      const { rows } = await this.database.query<{ state_seq: number }>(
        'select state_seq from complaint_custody where complaint_id = $1',
        [complaintId],
        'story-progress',
      );
      if ((rows[0]?.state_seq ?? 0) >= stateSeq) return true;
      if (performance.now() + POLL_MS > until) return false;
      await delay(POLL_MS);
    }
  }
}
