import {
  HOLDERS,
  instantSchema,
  requestRefused,
  REQUESTS_GRANTED,
  staffIdSchema,
  STATES,
  UnitCode,
  UUID,
  type ComplaintState,
  type Holder,
  type Received,
} from '@redress/contracts';
import { participantsOf, type StoryHeaders } from '@redress/lifecycle';
import { HEADER, PINNED_PACK } from '@redress/outbox';
import { BadRecord } from './consumer-errors';
import { headerText, type RawRecord } from './log-record';

const SOURCE = /^\/redress\/([a-z]+)$/;
const STATE_SEQ = /^[1-9]\d{0,8}$/;
const PACKS = new RegExp(`^${PINNED_PACK}(?:,${PINNED_PACK}){0,19}$`);
/** Events by which holders answer requests. */
const ANSWERS: ReadonlySet<string> = new Set([...REQUESTS_GRANTED, requestRefused].map(({ type }) => type));
const LONGEST_PLAIN_TEXT = 200;
const EPOCH = '1970-01-01';

/** What every event of the platform says in its headers, as far as the runtime needs it for each of them. */
export interface EventHeaders {
  readonly id: string;
  readonly type: string;
  /** Service that wrote it. */
  readonly emitter: string;
  readonly subject: string;
  /** Present on state events. */
  readonly stateSeq?: number;
}

/**
 * Reads the headers that identify an event.
 * @throws BadRecord naming the header that is missing or malformed
 */
export function readHeaders(record: RawRecord): EventHeaders {
  const id = headerText(record, HEADER.id);
  if (id === undefined || !UUID.test(id)) throw invalid(HEADER.id, 'must be a lower-case UUID');
  const type = requiredText(record, HEADER.type);
  const emitter = SOURCE.exec(headerText(record, HEADER.source) ?? '')?.[1];
  if (!emitter) throw invalid(HEADER.source, 'must be /redress/<service>');
  const subject = requiredText(record, HEADER.subject);
  if (record.key === null || record.key.toString('utf8') !== subject) {
    throw invalid(HEADER.subject, 'must equal the key of the record');
  }
  const stateSeq = headerText(record, HEADER.stateSeq);
  if (stateSeq === undefined) return { id, type, emitter, subject };
  if (!STATE_SEQ.test(stateSeq)) throw invalid(HEADER.stateSeq, 'must be a positive whole number');
  return { id, type, emitter, subject, stateSeq: Number(stateSeq) };
}

/**
 * Reads what custody needs of an event on the story.
 * @throws BadRecord naming the header that is missing or malformed
 */
export function readStoryHeaders(record: RawRecord, headers: EventHeaders): StoryHeaders {
  const { id: eventId, subject: complaintId, emitter } = headers;
  if (!UUID.test(complaintId)) throw invalid(HEADER.subject, 'must be a complaint id on the story');
  const organisationId = requiredText(record, HEADER.organisationId);
  const actorId = staffId(record, HEADER.actorId);
  const actingFor = staffId(record, HEADER.actingFor);
  const answers = ANSWERS.has(headers.type) ? optionalText(record, HEADER.causationId) : undefined;
  if (headers.stateSeq === undefined) {
    const assigns = readAssignment(record);
    const participants = participantsOf(headers.type, { actorId, actingFor, handlerId: assigns?.handlerId });
    const fact = { eventId, complaintId, organisationId, emitter, participants, answers };
    return assigns ? { ...fact, assigns } : fact;
  }
  const complaintNo = requiredText(record, HEADER.complaintNo, 'must be given on state events');
  const packs = headerText(record, HEADER.packs);
  if (!packs || !PACKS.test(packs)) throw invalid(HEADER.packs, 'must be given on state events');
  const unitId = headerText(record, HEADER.unitId);
  if (!unitId || !UnitCode.safeParse(unitId).success) throw invalid(HEADER.unitId, 'must be a unit on state events');
  const handlerId = staffId(record, HEADER.handlerId);
  return {
    eventId,
    complaintId,
    organisationId,
    emitter,
    answers,
    participants: participantsOf(headers.type, { actorId, actingFor, handlerId }),
    move: {
      stateSeq: headers.stateSeq,
      ...readMove(record),
      at: instant(record, HEADER.time),
      complaintNo,
      packs,
      unitId,
      handlerId,
    },
  };
}

/**
 * The event as handlers get it, with `data` still to be checked against its contract.
 * @throws BadRecord naming the header that is missing or malformed
 */
export function readReceived(record: RawRecord, headers: EventHeaders, data: unknown): Received<unknown> {
  const organisationId = requiredText(record, HEADER.organisationId);
  const causationId = optionalText(record, HEADER.causationId);
  const traceparent = optionalText(record, HEADER.traceparent);
  return {
    id: headers.id,
    type: headers.type,
    emitter: headers.emitter,
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key === null ? null : record.key.toString('utf8'),
    subject: headers.subject,
    time: instant(record, HEADER.time),
    recordedAt: instant(record, HEADER.recordedAt),
    organisationId,
    correlationId: optionalText(record, HEADER.correlationId) ?? headers.subject,
    ...(causationId ? { causationId } : {}),
    ...(traceparent ? { traceparent } : {}),
    ...(headers.stateSeq === undefined ? {} : { stateSeq: headers.stateSeq, ...readMove(record) }),
    data,
  };
}

/** When the event was recorded; the epoch when its header is missing or malformed. */
export function recordedDay(record: RawRecord): string {
  const recordedAt = instantSchema.safeParse(headerText(record, HEADER.recordedAt));
  return recordedAt.success ? recordedAt.data.slice(0, 10) : EPOCH;
}

function readMove(record: RawRecord): { from: ComplaintState | null; to: ComplaintState; holder: Holder } {
  const from = headerText(record, HEADER.from);
  if (from === undefined || (from !== '' && !(from in STATES))) throw invalid(HEADER.from, 'must be a state or empty');
  const to = headerText(record, HEADER.to);
  if (to === undefined || !(to in STATES)) throw invalid(HEADER.to, 'must be a state');
  const holder = headerText(record, HEADER.holder);
  if (!(HOLDERS as readonly (string | undefined)[]).includes(holder)) throw invalid(HEADER.holder, 'must be a holder');
  return { from: from === '' ? null : (from as ComplaintState), to: to as ComplaintState, holder: holder as Holder };
}

/** Who is responsible after a fact that assigns; undefined for all other facts. */
function readAssignment(record: RawRecord): StoryHeaders['assigns'] {
  const unitId = headerText(record, HEADER.unitId);
  if (unitId === undefined) return undefined;
  if (!UnitCode.safeParse(unitId).success) throw invalid(HEADER.unitId, 'must be a unit');
  const handlerId = staffId(record, HEADER.handlerId);
  if (handlerId === undefined) throw invalid(HEADER.handlerId, 'must be given with a unit on facts');
  return { unitId, handlerId };
}

function staffId(record: RawRecord, name: string): string | undefined {
  const id = headerText(record, name);
  if (id !== undefined && !staffIdSchema.safeParse(id).success) throw invalid(name, 'must be a staff id');
  return id;
}

function requiredText(record: RawRecord, name: string, rule = 'must be given'): string {
  const text = optionalText(record, name);
  if (!text) throw invalid(name, rule);
  return text;
}

function optionalText(record: RawRecord, name: string): string | undefined {
  const text = headerText(record, name);
  if (text !== undefined && !isPlainText(text)) throw invalid(name, 'must be a short text without control characters');
  return text;
}

/** Whether a text is short and without control characters: one that any column and any log takes. */
function isPlainText(text: string): boolean {
  return text.length <= LONGEST_PLAIN_TEXT && !/\p{Cc}/u.test(text);
}

function instant(record: RawRecord, name: string): Date {
  const at = instantSchema.safeParse(headerText(record, name));
  if (!at.success) throw invalid(name, 'must be an RFC 3339 instant');
  return new Date(at.data);
}

function invalid(header: string, rule: string): BadRecord {
  return new BadRecord('INVALID', `header ${header} ${rule}`);
}
