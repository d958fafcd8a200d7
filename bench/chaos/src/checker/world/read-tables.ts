import type { ServiceName } from '@redress/contracts';
import type { Client } from 'pg';
import type { PlantedWords } from './planted-words';
import type {
  CaseRow,
  ClockRow,
  CountRow,
  CounterRow,
  CustodyRow,
  LetterRow,
  OfferRow,
  OutboxRow,
  ParkedRow,
  RegisterRow,
  RemedyRow,
  ServiceRows,
} from './snapshot';

const rowsOf =
  <R extends object>(sql: string) =>
  async (client: Client): Promise<readonly R[]> =>
    (await client.query<R>(sql)).rows;

const custody = rowsOf<CustodyRow>(
  `select complaint_id as "complaintId", state_seq as "stateSeq", state, holder from complaint_custody`,
);
const outbox = rowsOf<OutboxRow>(
  `select id::text, topic, key, blocked_at is not null as "isBlocked" from outbox order by id`,
);
const parked = rowsOf<ParkedRow>(
  `select topic, partition, record_offset::text as offset, status, reason from parked_event order by 1, 2, record_offset`,
);
const openRequests = rowsOf<{ requestId: string; complaintId: string }>(
  `select request_id as "requestId", complaint_id as "complaintId" from open_request`,
);

/** The tables that every service has. */
export async function readServiceRows(client: Client): Promise<ServiceRows> {
  return {
    custody: await custody(client),
    outbox: await outbox(client),
    parked: await parked(client),
    openRequests: await openRequests(client),
  };
}

/** What each service has besides, by the name that the snapshot gives it. */
export const OWN_TABLES = {
  intake: {
    register: rowsOf<RegisterRow>(
      `select c.complaint_id as "complaintId", c.complaint_no as "complaintNo", s.source, s.source_id as "sourceId"
       from complaint c join submission s using (complaint_id)`,
    ),
    counters: rowsOf<CounterRow>(
      `select number_before as "numberBefore", number_after as "numberAfter", last from complaint_counter`,
    ),
  },
  routing: {
    workItems: rowsOf<{ complaintId: string }>('select complaint_id as "complaintId" from work_item'),
    clocks: rowsOf<ClockRow>(
      `select clock_id as "clockId", complaint_id as "complaintId", state, told_percent as "toldPercent",
         due_at as "dueAt", ended_at as "endedAt", next_fire_at as "nextFireAt",
         coalesce(policy ->> 'atDue', 'BREACH') = 'BREACH' as "breaches",
         coalesce(policy -> 'outlives', '[]') as "outlives" from sla_clock`,
    ),
  },
  investigation: {
    investigationCases: rowsOf<CaseRow>('select complaint_id as "complaintId", cycle from investigation_case'),
  },
  resolution: {
    resolutionCases: rowsOf<CaseRow>('select complaint_id as "complaintId", cycle from resolution_case'),
    offers: rowsOf<OfferRow>(
      `select offer_id as "offerId", complaint_id as "complaintId", plan_id as "planId", revision from offer`,
    ),
    remedies: rowsOf<RemedyRow>(`select remedy_id as "remedyId", plan_id as "planId", state from remedy_line`),
  },
  notification: {
    letters: rowsOf<LetterRow>(
      `select letter_id as "letterId", complaint_id as "complaintId", kind, caused_by as "causedBy", status from letter`,
    ),
  },
  analytics: {
    counts: rowsOf<CountRow>(
      `select organisation_id as "organisationId", day::text, measure, unit_id as "unitId", value,
         sum(count)::float8 as count from daily_count group by 1, 2, 3, 4, 5`,
    ),
  },
} as const satisfies Record<ServiceName, Record<string, (client: Client) => Promise<unknown>>>;

const SCAN_ROWS = 2_000;

/** Tables in which planted words stand, as `<service>.<table>`, with how many rows. */
export async function scanTables(service: ServiceName, client: Client, words: PlantedWords): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    await client.query('begin');
    await client.query(`declare scan no scroll cursor for select t::text as content from ${name} t`);
    let hits = 0;
    for (;;) {
      const { rows } = await client.query<{ content: string }>(`fetch ${SCAN_ROWS} from scan`);
      if (rows.length === 0) break;
      const all = rows.map(({ content }) => Buffer.from(content));
      // Most tables hold nothing, so that they are looked through as a whole first.
      if (words.findIn(Buffer.concat(all)).length === 0) continue;
      hits += all.filter((content) => words.findIn(content).length > 0).length;
    }
    await client.query('rollback');
    if (hits > 0) found.push(`${hits} rows of table ${service}.${name.replace(/^public\./, '')}`);
  }
  return found;
}
