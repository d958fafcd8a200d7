import { wordsOf, type Actor, type ClockEntry, type PackReference } from '@redress/contracts';
import { StoryAudit } from '../story/story-audit';
import { contractOf, valueOf, type StoryRecord } from '../story/story-record';

/** One field that an event tells; `before` where an earlier event told another value of the same thing. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after: unknown;
}

/** One event of a story. */
export interface TimelineEntry {
  readonly eventId: string;
  readonly type: string;
  /** `complaint-assigned`, as in `redress.routing.complaint-assigned.v1`. */
  readonly fact: string;
  readonly emitter: string;
  /** Business time. */
  readonly at: Date;
  /** Real time. */
  readonly recordedAt: Date;
  readonly stateSeq?: number;
  readonly from?: string | null;
  readonly to?: string;
  readonly actor?: Actor;
  readonly reasonCode?: string;
  /** What it tells that was not known before; nothing when its value cannot be read. */
  readonly changes: readonly FieldChange[];
  /** The whole value; undefined when it cannot be read. */
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

/** A story, folded. */
export interface Timeline {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  readonly packs: readonly PackReference[];
  readonly state: string | null;
  readonly stateSeq: number;
  readonly holder: string | null;
  readonly entries: readonly TimelineEntry[];
  /** Records that stand on the topic once more. */
  readonly repeated: number;
  /** First rule that the story breaks. */
  readonly fault?: { readonly stateSeq: number; readonly rule: string };
}

/** Fields that every event carries; they are shown in places of their own. */
const COMMON = new Set([
  'complaintId',
  'complaintNo',
  'organisationId',
  'occurredAt',
  'actor',
  'reasonCode',
  'packs',
  'stateSeq',
  'from',
  'to',
  'holder',
]);

/** Folds the records of one complaint, in the order of the topic. Throws a RangeError when there are none. */
export function foldTimeline(records: readonly StoryRecord[]): Timeline {
  const [first] = records;
  if (!first) throw new RangeError('A story has at least one record');
  const audit = new StoryAudit();
  const seen = new Set<string>();
  const known = new Map<string, unknown>();
  const entries: TimelineEntry[] = [];
  for (const record of records) {
    audit.add(record);
    if (seen.has(record.eventId)) continue;
    seen.add(record.eventId);
    entries.push(entryOf(record, known));
  }
  const last = (field: string): unknown => entries.findLast(({ data }) => data?.[field] !== undefined)?.data?.[field];
  const moves = entries.filter(({ stateSeq }) => stateSeq !== undefined);
  const lastMove = records.findLast(({ stateSeq }) => stateSeq !== undefined);
  const [fault] = audit.result().illegal;
  return {
    complaintId: first.complaintId,
    complaintNo: textOf(last('complaintNo')) ?? lastMove?.complaintNo ?? '',
    organisationId: textOf(last('organisationId')) ?? '',
    packs: (last('packs') as PackReference[] | undefined) ?? [],
    state: moves.at(-1)?.to ?? null,
    stateSeq: moves.at(-1)?.stateSeq ?? 0,
    holder: lastMove?.holder ?? null,
    entries,
    repeated: records.length - entries.length,
    ...(fault ? { fault: { stateSeq: fault.stateSeq, rule: fault.rule } } : {}),
  };
}

function entryOf(record: StoryRecord, known: Map<string, unknown>): TimelineEntry {
  const data = valueOf(record);
  const fact = contractOf(record.type)?.fact ?? record.type.replace(/^redress\.[a-z]+\./, '').replace(/\.v\d+$/, '');
  const actor = data?.['actor'] as Actor | undefined;
  const reasonCode = textOf(data?.['reasonCode']);
  return {
    eventId: record.eventId,
    type: record.type,
    fact,
    emitter: record.emitter,
    at: new Date(record.time),
    recordedAt: new Date(record.recordedAt),
    ...(record.stateSeq === undefined
      ? {}
      : { stateSeq: Number(record.stateSeq), from: record.from || null, to: record.to ?? '' }),
    ...(actor ? { actor } : {}),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    changes: data ? changesOf(fact, data, known) : [],
    data,
  };
}

function changesOf(fact: string, data: Readonly<Record<string, unknown>>, known: Map<string, unknown>): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const [field, after] of Object.entries(flattened(fact, data))) {
    if (COMMON.has(field) || after === undefined || after === null) continue;
    if (wordsOf(fact, field)?.as === 'clockEntry') {
      changes.push(...(after as readonly ClockEntry[]).map((entry) => clockChange(field, entry, known)));
      continue;
    }
    if (!wordsOf(fact, field)?.lasting) {
      changes.push({ field, after });
      continue;
    }
    // Each clock has a due time of its own.
    const place = field === 'dueAt' ? `${String(data['clockId'])}/dueAt` : field;
    const before = known.get(place);
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    known.set(place, after);
    changes.push(before === undefined ? { field, after } : { field, before, after });
  }
  return changes;
}

/** The fields of an event, with those of an object that reads as a part of the event in its place. */
function flattened(fact: string, data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([field, value]) =>
      wordsOf(fact, field)?.as === 'fields' && value ? Object.entries(value) : [[field, value]],
    ),
  );
}

/** How a clock stands, beside how it stood before. */
function clockChange(field: string, entry: ClockEntry, known: Map<string, unknown>): FieldChange {
  const before = known.get(entry.clockId);
  known.set(entry.clockId, entry);
  known.set(`${entry.clockId}/dueAt`, entry.dueAt);
  return before === undefined ? { field, after: entry } : { field, before, after: entry };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
