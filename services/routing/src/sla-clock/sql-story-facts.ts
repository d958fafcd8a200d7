import type { ComplaintState } from '@redress/contracts';
import type { Database, Transaction } from '@redress/persistence';
import { KEY_OF_CASE, type LoggedFact } from './domain/story-log';

interface FactRow {
  complaint_id: string;
  fact_key: string;
  fact: string;
  at: Date;
  to_state: ComplaintState | null;
  state_seq: number | null;
  subject_kind: string | null;
  subject_id: string | null;
  detail: LoggedFact['detail'] | null;
}

/** The facts of every story that clocks hang on, in the order in which routing learned them. */
export class SqlStoryFacts {
  /**
   * Writes facts down, those of a case that are shared also for its other parties (T7, CE-09).
   * @returns those that were not there yet, as `complaintId key`
   */
  async add(
    tx: Transaction,
    facts: readonly { readonly complaintId: string; readonly fact: LoggedFact; readonly isShared?: boolean }[],
  ): Promise<ReadonlySet<string>> {
    if (facts.length === 0) return new Set();
    const { rows } = await tx.query<{ complaint_id: string; fact_key: string }>(
      `with told as (
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::int[], $7::text[],
           $8::text[], $9::text[], $10::bool[]) with ordinality as t(a, b, c, d, e, f, g, h, i, shared, n))
       insert into story_fact (complaint_id, fact_key, fact, at, to_state, state_seq, subject_kind, subject_id, detail)
       select a, b, c, d, e, f, g, h, i::jsonb from (
         select a, b, c, d, e, f, g, h, i, n from told
         union all
         select p.party_id, '${KEY_OF_CASE.before}' || a || '${KEY_OF_CASE.after}' || b, c, d, e, null, g, h, i, n
         from told join case_party p on p.case_id = a and p.party_id <> a and p.is_in where shared) t order by n
       on conflict do nothing returning complaint_id, fact_key`,
      [
        facts.map(({ complaintId }) => complaintId),
        facts.map(({ fact }) => fact.key),
        facts.map(({ fact }) => fact.fact),
        facts.map(({ fact }) => fact.at),
        facts.map(({ fact }) => fact.to ?? null),
        facts.map(({ fact }) => fact.stateSeq ?? null),
        facts.map(({ fact }) => fact.subject?.kind ?? null),
        facts.map(({ fact }) => fact.subject?.id ?? null),
        facts.map(({ fact }) => (fact.detail ? JSON.stringify(fact.detail) : null)),
        facts.map(({ isShared }) => isShared ?? false),
      ],
      'story-add',
    );
    return new Set(rows.map((row) => `${row.complaint_id} ${row.fact_key}`));
  }

  async load(
    from: Pick<Transaction | Database, 'query'>,
    complaintIds: readonly string[],
  ): Promise<Map<string, LoggedFact[]>> {
    const { rows } = await from.query<FactRow>(
      `select complaint_id, fact_key, fact, at, to_state, state_seq, subject_kind, subject_id, detail from story_fact
       where complaint_id = any($1::uuid[]) order by complaint_id, seq`,
      [complaintIds],
      'story-load',
    );
    const stories = new Map<string, LoggedFact[]>();
    for (const row of rows) {
      const story = stories.get(row.complaint_id) ?? [];
      stories.set(row.complaint_id, story);
      story.push({
        key: row.fact_key,
        fact: row.fact,
        at: row.at,
        to: row.to_state ?? undefined,
        stateSeq: row.state_seq ?? undefined,
        ...(row.subject_kind && row.subject_id ? { subject: { kind: row.subject_kind, id: row.subject_id } } : {}),
        ...(row.detail ? { detail: row.detail } : {}),
      });
    }
    return stories;
  }
}
