import type { Database, Transaction } from '@redress/persistence';

type Queryable = Pick<Transaction | Database, 'query'>;

/** A complaint whose snapshot is to be published. */
export interface Unpublished {
  readonly complaintId: string;
  /** Whether it has rested for long enough. */
  readonly isDue: boolean;
}

/** Which complaints have changed since their last snapshot. A writer holds the lock of the complaint. */
export class SqlUnpublishedSnapshots {
  /**
   * Notes that complaints have changed; of several changes the first one counts, so that none waits for ever.
   * @param options `areMoved`: the snapshot goes on with the trace of this change, which moved them, not of an earlier one
   */
  note(
    tx: Transaction,
    complaintIds: readonly string[],
    { traceparent, areMoved }: { readonly traceparent: string | undefined; readonly areMoved: boolean },
  ): void {
    if (complaintIds.length === 0) return;
    const onConflict = areMoved ? 'update set traceparent = excluded.traceparent' : 'nothing';
    tx.write(
      `insert into unpublished_snapshot (complaint_id, traceparent) select id, $2 from unnest($1::uuid[]) as t(id)
       on conflict (complaint_id) do ${onConflict}`,
      [complaintIds, traceparent ?? null],
      areMoved ? 'snapshot-note-moved' : 'snapshot-note',
    );
  }

  /** Up to `limit` complaints, those first that changed first. */
  async waiting(from: Queryable, restMs: number, limit: number): Promise<Unpublished[]> {
    const { rows } = await from.query<Unpublished>(
      `select complaint_id as "complaintId",
         changed_at <= clock_timestamp() - make_interval(secs => $1 / 1000.0) as "isDue"
       from unpublished_snapshot order by changed_at limit $2`,
      [restMs, limit],
      'snapshot-waiting',
    );
    return rows;
  }

  /** Takes complaints off the list. @returns those that were still on it, with the trace that the snapshot goes on with */
  async take(tx: Transaction, complaintIds: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
    const { rows } = await tx.query<{ id: string; traceparent: string | null }>(
      'delete from unpublished_snapshot where complaint_id = any($1::uuid[]) returning complaint_id as id, traceparent',
      [complaintIds],
      'snapshot-take',
    );
    return new Map(rows.map(({ id, traceparent }) => [id, traceparent ?? undefined]));
  }

  /** Puts a complaint behind all others. */
  async putOff(from: Queryable, complaintId: string): Promise<void> {
    await from.query(
      'update unpublished_snapshot set changed_at = clock_timestamp() where complaint_id = $1',
      [complaintId],
      'snapshot-put-off',
    );
  }

  async count(from: Queryable): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      'select count(*)::int as count from unpublished_snapshot',
      [],
      'snapshot-count',
    );
    return rows[0]?.count ?? 0;
  }
}
