import type { Pool, PoolClient } from 'pg';

/** A young service has young tables: the first plans are renewed soon, later ones after twice the time each. */
const FIRST_AFTER_MS = 500;
/** From then on autovacuum, which analyses at most once a minute and thereby discards plans, is close enough behind. */
const AT_LATEST_AFTER_MS = 30_000;

interface Renewal {
  readonly afterMs: number;
  readonly nextAtMs: number;
}

/**
 * Has prepared statements planned anew from time to time, at the size that their tables have by then. A prepared
 * statement keeps its plan until its tables are analysed; one planned while a table was empty would go on reading all of it
 * while it grows (docs/adr/0019).
 */
export function renewPlans(pool: Pool, nowMs: () => number = () => performance.now()): void {
  const renewals = new WeakMap<PoolClient, Renewal>();
  pool.on('acquire', (client) => {
    const now = nowMs();
    const last = renewals.get(client);
    if (last && now < last.nextAtMs) return;
    const afterMs = last ? Math.min(2 * last.afterMs, AT_LATEST_AFTER_MS) : FIRST_AFTER_MS;
    renewals.set(client, { afterMs, nextAtMs: now + afterMs });
    // It leaves in front of the statement that the connection was taken for; a lost connection fails that one too.
    if (last) client.query('discard plans').catch(() => undefined);
  });
}
