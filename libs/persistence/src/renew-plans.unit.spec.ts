import { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { renewPlans } from './renew-plans';

const MINUTE_MS = 60_000;

/** A pool whose only connection is taken when the test says so. */
class OneConnection extends EventEmitter {
  nowMs = 0;
  readonly sent: number[] = [];
  private readonly client = {
    query: (sql: string): Promise<void> => {
      expect(sql).toBe('discard plans');
      this.sent.push(this.nowMs);
      return Promise.reject(new Error('the connection is lost'));
    },
  } as unknown as PoolClient;

  takenEvery(ms: number, untilMs: number): void {
    for (; this.nowMs <= untilMs; this.nowMs += ms) this.emit('acquire', this.client);
  }
}

describe('the plans of prepared statements', () => {
  it('are renewed soon while a connection is young, and twice a minute later on', () => {
    const pool = new OneConnection();
    renewPlans(pool as unknown as Pool, () => pool.nowMs);

    pool.takenEvery(100, 3 * MINUTE_MS);

    const pauses = pool.sent.map((at, index) => at - (pool.sent[index - 1] ?? 0));
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('are renewed once when a connection was not used for long', () => {
    const pool = new OneConnection();
    renewPlans(pool as unknown as Pool, () => pool.nowMs);
    pool.takenEvery(100, 0);

    pool.nowMs = 60 * MINUTE_MS;
    pool.takenEvery(1, pool.nowMs + 100);

    expect(pool.sent).toEqual([60 * MINUTE_MS]);
  });
});
