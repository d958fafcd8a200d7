import type { Transaction } from '@redress/persistence';

/** What the story of a case says of one of its complainants. */
export interface PartyNews {
  readonly caseId: string;
  readonly partyId: string;
  readonly isIn: boolean;
  /** Event that says so. One service says it, with ids in the order of saying: the highest id counts. */
  readonly saidBy: string;
}

/** Whose complaints are handled together, as this service has read the story (T7). */
export class CaseParties {
  /** Notes who joined and who left, in whatever order the stories come. */
  note(tx: Transaction, news: readonly PartyNews[]): void {
    // A party is named once a statement.
    const newest = new Map<string, PartyNews>();
    for (const one of news) {
      const known = newest.get(one.partyId);
      if (!known || known.saidBy < one.saidBy) newest.set(one.partyId, one);
    }
    const rows = [...newest.values()];
    if (rows.length === 0) return;
    tx.write(
      `insert into case_party as p (party_id, case_id, is_in, said_by)
       select * from unnest($1::uuid[], $2::uuid[], $3::bool[], $4::uuid[])
       on conflict (party_id) do update set case_id = excluded.case_id, is_in = excluded.is_in, said_by = excluded.said_by
         where p.said_by < excluded.said_by`,
      [
        rows.map((row) => row.partyId),
        rows.map((row) => row.caseId),
        rows.map((row) => row.isIn),
        rows.map((row) => row.saidBy),
      ],
      'case-party-note',
    );
  }

  /** Of each of these cases those who are its complainants now; one that only ever had its own is absent. */
  async of(
    from: Pick<Transaction, 'query'>,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (caseIds.length === 0) return new Map();
    const { rows } = await from.query<{ case_id: string; party_ids: string[] }>(
      `select p.case_id,
         array_agg(p.party_id::text order by p.party_id) filter (where p.is_in and p.party_id <> p.case_id)
           || case when bool_or(p.party_id = p.case_id and not p.is_in) then '{}' else array[p.case_id::text] end as party_ids
       from case_party p where p.case_id = any($1::uuid[]) group by p.case_id`,
      [caseIds],
      'case-parties',
    );
    return new Map(rows.map((row) => [row.case_id, row.party_ids ?? []]));
  }
}
