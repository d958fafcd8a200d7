import type { Database } from '@redress/persistence';
import type { RelayLease } from './relay-lease';

/** A row that waits to be published. */
export interface WaitingRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  /** JSON object of strings. */
  readonly headers: string;
  readonly value: string | null;
}

const UNDER_LEASE = 'select 1 from relay_lease where name = $1 and owner = $2 and epoch = $3 for share';

/** Enough to see that the relay is far behind; counting more would cost what the number is not worth. */
const DEPTH_LIMIT = 1_000_000;

/** The outbox table as the relay sees it. Whatever changes a row names the lease and changes nothing without it. */
export class SqlOutboxRows {
  constructor(
    private readonly database: Database,
    private readonly lease: RelayLease,
  ) {}

  /**
   * Up to `limit` rows and about `maxBytes`, oldest first, without the keys that are blocked; `isWhole` when nothing else
   * was waiting.
   */
  async waiting(limit: number, maxBytes: number): Promise<{ rows: WaitingRow[]; isWhole: boolean }> {
    const { rows } = await this.database.query<WaitingRow & { taken: string }>(
      `select id, topic, key, headers, value, taken from (
         select o.*, count(*) over () as taken, sum(octet_length(headers) + coalesce(octet_length(value), 0))
           over (order by id rows between unbounded preceding and 1 preceding) as bytes_before
         from (
           select id, topic, key, headers, value from outbox o
           where not exists (
             select 1 from outbox b where b.blocked_at is not null and b.topic = o.topic and b.key = o.key)
           order by id limit $1
         ) o
       ) w where coalesce(bytes_before, 0) < $2 order by id`,
      [limit, maxBytes],
      'outbox-waiting',
    );
    return { rows, isWhole: rows.length < limit && rows.length === Number(rows[0]?.taken ?? 0) };
  }

  /** Blocked rows that were last tried longer than `retryMs` ago, oldest first. */
  async blocked(retryMs: number, limit: number): Promise<WaitingRow[]> {
    const { rows } = await this.database.query<WaitingRow>(
      `select id, topic, key, headers, value from outbox
       where blocked_at < clock_timestamp() - make_interval(secs => $1) order by id limit $2`,
      [retryMs / 1_000, limit],
      'outbox-blocked',
    );
    return rows;
  }

  /**
   * Deletes what the broker has.
   * @returns false when the lease is not ours any more; then nothing was deleted
   */
  async delete(rows: readonly WaitingRow[]): Promise<boolean> {
    const { rows: answer } = await this.database.query<{ leased: boolean }>(
      `with leased as (${UNDER_LEASE}),
       deleted as (delete from outbox where id = any($4::bigint[]) and exists (select 1 from leased))
       select exists (select 1 from leased) as leased`,
      [this.lease.name, this.lease.owner, this.lease.epoch, rows.map((row) => row.id)],
      'outbox-delete',
    );
    return answer[0]?.leased === true;
  }

  /** Sets a row aside, and with it everything later of its key. Returns false when the lease is not ours any more. */
  async block(row: WaitingRow, reason: string): Promise<boolean> {
    const { rows: answer } = await this.database.query<{ leased: boolean }>(
      `with leased as (${UNDER_LEASE}),
       blocked as (update outbox set blocked_at = clock_timestamp(), blocked_reason = $5
         where id = $4 and exists (select 1 from leased))
       select exists (select 1 from leased) as leased`,
      [this.lease.name, this.lease.owner, this.lease.epoch, row.id, reason],
      'outbox-block',
    );
    return answer[0]?.leased === true;
  }

  /** How many rows wait (counted up to a million), how many keys are blocked, and the age of the oldest row in ms. */
  async backlog(): Promise<{ depth: number; blockedKeys: number; ageMs: number }> {
    const { rows } = await this.database.query<{ depth: string; blocked: string; age: string | null }>(
      `select (select count(*) from (select 1 from outbox limit ${DEPTH_LIMIT}) c) as depth,
         (select count(*) from outbox where blocked_at is not null) as blocked,
         (select extract(epoch from clock_timestamp() - recorded_at) * 1000 from outbox order by id limit 1) as age`,
    );
    const row = rows[0];
    return { depth: Number(row?.depth ?? 0), blockedKeys: Number(row?.blocked ?? 0), ageMs: Number(row?.age ?? 0) };
  }
}
