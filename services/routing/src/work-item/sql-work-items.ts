import type { Database, Transaction } from '@redress/persistence';
import { WorkItem, type WorkItemState } from './domain/work-item';

type Queryable = Pick<Transaction | Database, 'query'>;

/** Columns that are written; `queue_unit` and `is_open` follow from them. */
const FIXED = [
  'complaint_id',
  'complaint_no',
  'organisation_id',
  'channel',
  'complainant_type',
  'receiving_unit',
  'received_at',
  'registered_at',
  'handling',
  'subject_staff_id',
  'subject_unit_id',
  'first_contact_id',
] as const;
const CHANGING = [
  'kind',
  'category',
  'severity',
  'urgency',
  'priority',
  'flags',
  'complexity',
  'fault_level',
  'assessed_by',
  'unit_id',
  'handler_id',
  'assignment_id',
  'owner_id',
  'assigned_by',
  'is_final',
  'returns',
  'earlier_handlers',
  'load_of',
  'state',
  'state_seq',
  'is_open',
  'cycle',
  'level',
  'escalation_causes',
  'open_escalation',
  'supervision',
  'major_report',
  'promises',
  'due_clock_id',
  'due_at',
  'due_soon_at',
  'version',
] as const;

const COLUMNS = [...FIXED, ...CHANGING].join(', ');
const SELECT = `select ${COLUMNS} from work_item where complaint_id = any($1::uuid[])`;
const INSERT = `insert into work_item (${COLUMNS})
select ${COLUMNS} from jsonb_populate_recordset(null::work_item, $1::jsonb)`;
const UPDATE = `update work_item w set ${CHANGING.map((column) => `${column} = r.${column}`).join(', ')}
from jsonb_populate_recordset(null::work_item, $1::jsonb) r where w.complaint_id = r.complaint_id`;

/** PostgreSQL's `infinity` comes as the number of that name: nothing is due. */
export type Instant = Date | number;

export interface WorkItemRow {
  complaint_id: string;
  complaint_no: string;
  organisation_id: string;
  channel: WorkItemState['channel'];
  complainant_type: WorkItemState['complainantType'];
  receiving_unit: string;
  received_at: Date;
  registered_at: Date;
  handling: WorkItemState['handling'];
  subject_staff_id: string | null;
  subject_unit_id: string | null;
  kind: WorkItemState['classification']['kind'];
  first_contact_id: string | null;
  category: string;
  severity: WorkItemState['classification']['severity'];
  urgency: WorkItemState['classification']['urgency'];
  priority: WorkItemState['classification']['priority'];
  flags: WorkItemState['classification']['flags'];
  complexity: NonNullable<WorkItemState['classification']['complexity']> | null;
  fault_level: NonNullable<WorkItemState['classification']['faultLevel']> | null;
  assessed_by: WorkItemState['assessedBy'];
  unit_id: string | null;
  handler_id: string | null;
  assignment_id: string | null;
  owner_id: string | null;
  assigned_by: string | null;
  is_final: boolean;
  returns: number;
  earlier_handlers: string[];
  load_of: string | null;
  state: WorkItemState['state'];
  state_seq: number;
  is_open: boolean;
  cycle: number;
  level: number;
  escalation_causes: WorkItemState['escalationCauses'];
  open_escalation: WorkItemState['openEscalation'];
  supervision: WorkItemState['supervision'];
  major_report: WorkItemState['majorReport'];
  promises: WorkItemState['promises'];
  due_clock_id: string | null;
  due_at: Instant;
  due_soon_at: Instant;
  version: number;
}

/** The work items in routing's database. A writer of one holds the lock of its complaint. */
export class SqlWorkItems {
  /** Which of these complaints have a work item. */
  async known(from: Queryable, complaintIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await from.query<{ complaint_id: string }>(
      'select complaint_id from work_item where complaint_id = any($1::uuid[])',
      [complaintIds],
      'work-known',
    );
    return new Set(rows.map((row) => row.complaint_id));
  }

  async load(from: Queryable, complaintIds: readonly string[]): Promise<WorkItem[]> {
    const { rows } = await from.query<WorkItemRow>(SELECT, [complaintIds], 'work-load');
    return rows.map((row) => WorkItem.restore(stateOf(row)));
  }

  /** The open complaints that a person handles or is proposed for, those that are due first before the others. */
  async openOf(from: Queryable, handlerId: string, limit: number): Promise<string[]> {
    const { rows } = await from.query<{ complaint_id: string }>(
      `select complaint_id from work_item where handler_id = $1 and is_open and load_of = $1
       order by due_at, complaint_id limit $2`,
      [handlerId, limit],
      'work-of-person',
    );
    return rows.map((row) => row.complaint_id);
  }

  /** How many open complaints lie in the queue of a unit. */
  async countOpenIn(from: Queryable, unitId: string): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      'select count(*)::int as count from work_item where queue_unit = $1 and is_open',
      [unitId],
      'work-count-unit',
    );
    return rows[0]?.count ?? 0;
  }

  async save(tx: Transaction, items: readonly WorkItem[]): Promise<void> {
    const added = items.filter((item) => item.isNew);
    const changed = items.filter((item) => !item.isNew && item.isChanged);
    if (added.length > 0) tx.write(INSERT, [JSON.stringify(added.map(rowOf))], 'work-insert');
    if (changed.length > 0) tx.write(UPDATE, [JSON.stringify(changed.map(rowOf))], 'work-update');
  }
}

/** A row as the domain knows it. */
export function stateOf(row: WorkItemRow): WorkItemState {
  return {
    complaintId: row.complaint_id,
    complaintNo: row.complaint_no,
    organisationId: row.organisation_id,
    channel: row.channel,
    complainantType: row.complainant_type,
    receivingUnit: row.receiving_unit,
    receivedAt: row.received_at,
    registeredAt: row.registered_at,
    handling: row.handling,
    subjectStaffId: row.subject_staff_id,
    subjectUnitId: row.subject_unit_id,
    firstContactId: row.first_contact_id,
    classification: {
      kind: row.kind,
      category: row.category,
      severity: row.severity,
      urgency: row.urgency,
      priority: row.priority,
      flags: row.flags,
      ...(row.complexity ? { complexity: row.complexity } : {}),
      ...(row.fault_level ? { faultLevel: row.fault_level } : {}),
    },
    assessedBy: row.assessed_by,
    unitId: row.unit_id,
    handlerId: row.handler_id,
    assignmentId: row.assignment_id,
    ownerId: row.owner_id,
    assignedBy: row.assigned_by,
    isFinal: row.is_final,
    returns: row.returns,
    earlierHandlers: row.earlier_handlers,
    loadOf: row.load_of,
    state: row.state,
    stateSeq: row.state_seq,
    cycle: row.cycle,
    level: row.level,
    escalationCauses: row.escalation_causes,
    openEscalation: row.open_escalation,
    supervision: row.supervision,
    majorReport: row.major_report,
    promises: row.promises,
    nearest:
      row.due_clock_id && row.due_at instanceof Date && row.due_soon_at instanceof Date
        ? { clockId: row.due_clock_id, dueAt: row.due_at, dueSoonAt: row.due_soon_at }
        : null,
    version: row.version,
  };
}

function rowOf(item: WorkItem): Record<keyof WorkItemRow, unknown> {
  const { now } = item;
  const { complexity, faultLevel, ...classification } = now.classification;
  return {
    complaint_id: now.complaintId,
    complaint_no: now.complaintNo,
    organisation_id: now.organisationId,
    channel: now.channel,
    complainant_type: now.complainantType,
    receiving_unit: now.receivingUnit,
    received_at: now.receivedAt,
    registered_at: now.registeredAt,
    handling: now.handling,
    subject_staff_id: now.subjectStaffId,
    subject_unit_id: now.subjectUnitId,
    ...classification,
    complexity: complexity ?? null,
    fault_level: faultLevel ?? null,
    first_contact_id: now.firstContactId,
    assessed_by: now.assessedBy,
    unit_id: now.unitId,
    handler_id: now.handlerId,
    assignment_id: now.assignmentId,
    owner_id: now.ownerId,
    assigned_by: now.assignedBy,
    is_final: now.isFinal,
    returns: now.returns,
    earlier_handlers: now.earlierHandlers,
    load_of: now.loadOf,
    state: now.state,
    state_seq: now.stateSeq,
    is_open: item.isOpen,
    cycle: now.cycle,
    level: now.level,
    escalation_causes: now.escalationCauses,
    open_escalation: now.openEscalation,
    supervision: now.supervision,
    major_report: now.majorReport,
    promises: now.promises,
    due_clock_id: now.nearest?.clockId ?? null,
    due_at: now.nearest?.dueAt ?? 'infinity',
    due_soon_at: now.nearest?.dueSoonAt ?? 'infinity',
    version: now.version,
  };
}
