import type { Database, Transaction } from '@redress/persistence';
import type { WorkItem } from './domain/work-item';

/** How many complaints everybody has in hand: one row a person, locked in the order of the ids. */
export class SqlStaffLoads {
  /** Loads of these people; no other transaction can change them until the transaction ends. */
  async lock(tx: Transaction, staffIds: readonly string[]): Promise<Map<string, number>> {
    if (staffIds.length === 0) return new Map();
    const wanted = [...new Set(staffIds)].sort();
    const loads = await this.select(tx, wanted);
    const missing = wanted.filter((id) => !loads.has(id));
    if (missing.length === 0) return loads;
    tx.write(
      'insert into staff_load (staff_id, load) select id, 0 from unnest($1::text[]) as t(id) order by id on conflict do nothing',
      [missing],
      'load-begin',
    );
    return this.select(tx, wanted);
  }

  /** The load of a person as it stands, for showing. */
  async of(from: Pick<Transaction | Database, 'query'>, staffId: string): Promise<number> {
    const { rows } = await from.query<{ load: number }>(
      'select load from staff_load where staff_id = $1',
      [staffId],
      'load-of',
    );
    return rows[0]?.load ?? 0;
  }

  /** Books what the changed items give to and take from people. */
  async book(tx: Transaction, items: readonly WorkItem[]): Promise<void> {
    const changes = new Map<string, number>();
    const add = (id: string | null, change: number) => id && changes.set(id, (changes.get(id) ?? 0) + change);
    for (const { loadChange } of items) {
      if (!loadChange) continue;
      add(loadChange.from, -1);
      add(loadChange.to, 1);
    }
    const booked = [...changes].filter(([, change]) => change !== 0);
    if (booked.length === 0) return;
    tx.write(
      `insert into staff_load as s (staff_id, load)
       select id, change from unnest($1::text[], $2::int[]) as t(id, change) order by id
       on conflict (staff_id) do update set load = s.load + excluded.load`,
      [booked.map(([id]) => id), booked.map(([, change]) => change)],
      'load-book',
    );
  }

  private async select(tx: Transaction, staffIds: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await tx.query<{ staff_id: string; load: number }>(
      'select staff_id, load from staff_load where staff_id = any($1::text[]) order by staff_id for update',
      [staffIds],
      'load-lock',
    );
    return new Map(rows.map((row) => [row.staff_id, row.load]));
  }
}
