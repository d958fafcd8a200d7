import { HOLDERS, STATES, type ComplaintState, type Holder, type Received } from '@redress/contracts';
import type { StoryHeaders } from '@redress/lifecycle';
import { HEADER } from '@redress/outbox';
import { BadRecord } from './consumer-errors';
import { headerText, type RawRecord } from './log-record';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SOURCE = /^\/redress\/([a-z]+)$/;
const STATE_SEQ = /^[1-9]\d{0,8}$/;

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
  const type = headerText(record, HEADER.type);
  if (!type) throw invalid(HEADER.type, 'must be given');
  const emitter = SOURCE.exec(headerText(record, HEADER.source) ?? '')?.[1];
  if (!emitter) throw invalid(HEADER.source, 'must be /redress/<service>');
  const subject = headerText(record, HEADER.subject);
  if (!subject) throw invalid(HEADER.subject, 'must be given');
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
  const organisationId = headerText(record, HEADER.organisationId);
  if (!organisationId) throw invalid(HEADER.organisationId, 'must be given');
  if (headers.stateSeq === undefined) return { eventId, complaintId, organisationId, emitter };
  const complaintNo = headerText(record, HEADER.complaintNo);
  if (!complaintNo) throw invalid(HEADER.complaintNo, 'must be given on state events');
  const packs = headerText(record, HEADER.packs);
  if (!packs) throw invalid(HEADER.packs, 'must be given on state events');
  return {
    eventId,
    complaintId,
    organisationId,
    emitter,
    move: { stateSeq: headers.stateSeq, ...readMove(record), complaintNo, packs },
  };
}

/**
 * The event as handlers get it, with `data` still to be checked against its contract.
 * @throws BadRecord naming the header that is missing or malformed
 */
export function readReceived(record: RawRecord, headers: EventHeaders, data: unknown): Received<unknown> {
  const organisationId = headerText(record, HEADER.organisationId);
  if (!organisationId) throw invalid(HEADER.organisationId, 'must be given');
  const causationId = headerText(record, HEADER.causationId);
  const traceparent = headerText(record, HEADER.traceparent);
  return {
    id: headers.id,
    type: headers.type,
    source: `/redress/${headers.emitter}`,
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    key: record.key === null ? null : record.key.toString('utf8'),
    subject: headers.subject,
    time: instant(record, HEADER.time),
    recordedAt: instant(record, HEADER.recordedAt),
    organisationId,
    correlationId: headerText(record, HEADER.correlationId) ?? headers.subject,
    ...(causationId ? { causationId } : {}),
    ...(traceparent ? { traceparent } : {}),
    ...(headers.stateSeq === undefined ? {} : { stateSeq: headers.stateSeq, ...readMove(record) }),
    data,
  };
}

/** When the event was recorded; the epoch when its header is missing or malformed. */
export function recordedDay(record: RawRecord): string {
  const text = headerText(record, HEADER.recordedAt);
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return new Date(Number.isNaN(at) ? 0 : at).toISOString().slice(0, 10);
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

function instant(record: RawRecord, name: string): Date {
  const at = new Date(headerText(record, name) ?? '');
  if (Number.isNaN(at.getTime())) throw invalid(name, 'must be an RFC 3339 instant');
  return at;
}

function invalid(header: string, rule: string): BadRecord {
  return new BadRecord('INVALID', `header ${header} ${rule}`);
}
