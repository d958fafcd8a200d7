import type { ServiceName } from '@redress/contracts';

/** A table of which every complaint has rows of its own. */
export interface ClonedTable {
  readonly name: string;
  /** SQL that gives the complaint of a row `t`, where the table has no column for it. */
  readonly complaintId?: string;
  /** Sealed columns, with the SQL that gives what stands behind the complaint id in the context of a row `t`. */
  readonly sealed?: Readonly<Record<string, string>>;
}

const KEPT_BY_ALL: readonly ClonedTable[] = [{ name: 'complaint_custody' }, { name: 'open_request' }];

const VAULT: readonly ClonedTable[] = [
  { name: 'data_key' },
  { name: 'dossier', sealed: { sealed: `'dossier.' || t.source` } },
];

/** Every table that grows with complaints, by service; aggregates, positions and what services keep for days are elsewhere. */
export const CLONED_TABLES: Readonly<Record<ServiceName, readonly ClonedTable[]>> = {
  intake: [
    ...KEPT_BY_ALL,
    ...VAULT,
    { name: 'submission' },
    { name: 'complaint' },
    { name: 'complaint_request', sealed: { statement: `'complaint_request.statement'` } },
  ],
  routing: [...KEPT_BY_ALL, ...VAULT, { name: 'work_item' }, { name: 'story_fact' }, { name: 'sla_clock' }],
  investigation: [
    ...KEPT_BY_ALL,
    ...VAULT,
    { name: 'investigation_case' },
    {
      name: 'evidence_item',
      sealed: { description: `'evidence.description'`, file_name: `'evidence.file-name'` },
    },
    {
      name: 'evidence_custody',
      complaintId: '(select e.complaint_id from evidence_item e where e.evidence_id = t.evidence_id)',
    },
    { name: 'determination', sealed: { content: `'determination.content'` } },
  ],
  resolution: [
    ...KEPT_BY_ALL,
    ...VAULT,
    { name: 'resolution_case' },
    {
      name: 'resolution_plan',
      sealed: { explanation: `'plan.explanation'`, apology: `'plan.apology'`, comment: `'plan.comment'` },
    },
    {
      name: 'remedy_line',
      complaintId:
        '(select p.complaint_id from resolution_plan p where p.plan_id = t.plan_id and p.revision = t.revision)',
      sealed: { evidence_name: `'remedy.evidence-name'`, note: `'remedy.note'` },
    },
    { name: 'offer' },
    { name: 'consent' },
    { name: 'follow_up', sealed: { comment: `'follow-up.comment'` } },
  ],
  notification: [
    ...KEPT_BY_ALL,
    ...VAULT,
    { name: 'correspondence' },
    { name: 'letter', sealed: { content: `'letter.content/' || t.letter_id` } },
  ],
  analytics: [...KEPT_BY_ALL, { name: 'complaint_fact' }],
};

/** Tables that hold sums over complaints, with the column that is summed. */
export const SUMMED_TABLES: Readonly<Partial<Record<ServiceName, readonly SummedTable[]>>> = {
  routing: [{ name: 'staff_load', sum: 'load', key: ['staff_id'] }],
  analytics: [
    {
      name: 'daily_count',
      sum: 'count',
      key: ['organisation_id', 'day', 'measure', 'unit_id', 'value', 'detail', 'packs'],
    },
  ],
};

export interface SummedTable {
  readonly name: string;
  readonly sum: string;
  readonly key: readonly string[];
}

/** The counters of numbers, in intake: they are set, since the clones are numbered here. */
export const NUMBER_COUNTERS = 'complaint_counter';

/** Tables that a service has and never fills: analytics is given no keys. */
export const EMPTY_TABLES: Readonly<Partial<Record<ServiceName, readonly string[]>>> = {
  analytics: VAULT.map(({ name }) => name),
};

/** Tables that do not grow with complaints, or only for as long as something is under way or was just done. */
export const OTHER_TABLES: readonly string[] = [
  'consumer_position',
  'directory_entry',
  'directory_register',
  'directory_removal',
  'driven_clock',
  'feed_version',
  'idempotency_key',
  'inbox',
  'outbox',
  'outdated_document',
  'pack_publication',
  'parked_event',
  'personal_data_read',
  'policy_calendar',
  'policy_pack',
  'rate_limit',
  'relay_lease',
  'schema_migration',
  'stale_complaint',
];
