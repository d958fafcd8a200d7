import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { tableWith } from '../catalogue';

/** Columns by which an outbox is known. */
export const OUTBOX = ['recorded_at', 'blocked_at', 'blocked_reason'] as const;
const LOOK_EVERY_MS = 50;

/** The outbox of a database, as its operator sees it. */
export class Outbox {
  private constructor(
    private readonly database: Client,
    private readonly table: string,
  ) {}

  static async of(databaseUrl: string): Promise<Outbox> {
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    return new Outbox(database, await tableWith(database, ...OUTBOX));
  }

  /** Rows that wait to be published. */
  async depth(): Promise<number> {
    const { rows } = await this.database.query<{ depth: string }>(`select count(*) as depth from ${this.table}`);
    return Number(rows[0]?.depth);
  }

  /** Waits until it is empty and answers how long that took, in ms. Rejects when it takes longer than `timeoutMs`. */
  async drained(timeoutMs: number): Promise<number> {
    const startedAtMs = performance.now();
    for (;;) {
      const depth = await this.depth();
      const tookMs = performance.now() - startedAtMs;
      if (depth === 0) return tookMs;
      if (tookMs > timeoutMs) throw new Error(`${depth} rows still wait in the outbox after ${timeoutMs / 1000} s`);
      await delay(LOOK_EVERY_MS);
    }
  }

  close(): Promise<void> {
    return this.database.end();
  }
}
