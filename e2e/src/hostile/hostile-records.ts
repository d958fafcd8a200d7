import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS, EVENTS, SIGNATURE_HEADER, SUBMISSION_TYPE, TOPICS, type TopicName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { signSubmission } from '@redress/security';
import { aSubmission, SUBMITTER, type SigningSource } from '@redress/workload';
import fc from 'fast-check';
import type { Message } from 'kafkajs';
import { hostileText, mutate, mutation, PERSONAL, type Mutation } from './hostile-values';

type Headers = Record<string, string | Buffer | (string | Buffer)[]>;

/** A record to be put on a topic, and what it is to be recognised by. */
export interface HostileRecord {
  readonly message: Message;
  /** Source and id, where it is a submission whose identity can be read. */
  readonly identity: string | undefined;
  readonly twists: readonly RecordTwist[];
}

interface RecordDraft {
  key: Buffer | null;
  headers: Headers;
  value: unknown;
  bytes: Buffer | null | undefined;
}

const BYTES = {
  nothing: null,
  'no bytes': Buffer.alloc(0),
  'no UTF-8': Buffer.from([0xff, 0xfe, 0x00, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
  'no JSON': Buffer.from(`{${PERSONAL}`),
  'a scalar': Buffer.from('0'),
  'a text': Buffer.from(JSON.stringify(PERSONAL)),
  'an array': Buffer.from('[]'),
  null: Buffer.from('null'),
  'NUL bytes': Buffer.alloc(500),
  deep: Buffer.from('['.repeat(60_000) + ']'.repeat(60_000)),
  huge: Buffer.from(JSON.stringify({ description: 'x'.repeat(700_000) })),
  'UTF-16': Buffer.from('{"a":1}', 'utf16le'),
  poisoned: Buffer.from('{"__proto__":{"channel":"EMAIL"},"constructor":{"prototype":{}}}'),
  'beyond numbers': Buffer.from('{"demandAmount":{"amountMinor":1e400,"currency":"CNY"},"stateSeq":1e400}'),
} as const;

const KEYS = [
  null,
  Buffer.alloc(0),
  Buffer.from('\u0000'),
  Buffer.from([0xff, 0xfe]),
  Buffer.from(PERSONAL),
  Buffer.alloc(6_000, 'k'),
];

const HEADER_NAMES = [
  'ce_id',
  'ce_source',
  'ce_type',
  'ce_specversion',
  'ce_subject',
  'ce_time',
  'ce_recordedat',
  'ce_organisationid',
  'ce_correlationid',
  'ce_causationid',
  'ce_stateseq',
  'ce_statefrom',
  'ce_stateto',
  'ce_holder',
  'ce_complaintno',
  'ce_packs',
  SIGNATURE_HEADER,
  'ce_unitid',
  'ce_handlerid',
  'ce_actorid',
  'ce_actingfor',
  'content-type',
  'traceparent',
  '__proto__',
  'constructor',
  '',
];

const HEADER_VALUES: readonly (string | Buffer)[] = [
  '',
  PERSONAL,
  '\u0000',
  'x'.repeat(60_000),
  Buffer.from([0xff, 0xfe, 0x00]),
  '0.3',
  '2.0',
  '0',
  '-1',
  '99999999999999999999',
  SUBMITTER,
  'client:crm',
  'staff:lin.intake',
  'portal',
  `${PERSONAL}@customer.example`,
  '/redress/intake',
  '/redress/nobody',
  'redress.intake.complaint-registered.v1',
  'redress.intake.complaint-registered.v2',
  SUBMISSION_TYPE,
  'text/plain',
  'application/json; charset=utf-16',
  'application/cloudevents+json',
  '+275760-09-13T00:00:00.000Z',
  '0000-01-01T00:00:00+23:59',
  'never',
  'ffff',
];

/** One thing that is wrong with a record. */
export type RecordTwist =
  | { readonly twist: 'value'; readonly change: Mutation }
  | { readonly twist: 'bytes'; readonly bytes: keyof typeof BYTES }
  | { readonly twist: 'key'; readonly at: number }
  | { readonly twist: 'header'; readonly name: string; readonly value: string | Buffer; readonly times: number }
  | { readonly twist: 'no header'; readonly name: string }
  | { readonly twist: 'no headers' }
  | { readonly twist: 'structured' };

const recordTwist: fc.Arbitrary<RecordTwist> = fc.oneof(
  { weight: 8, arbitrary: mutation.map((change) => ({ twist: 'value', change }) as const) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...(Object.keys(BYTES) as (keyof typeof BYTES)[]))
      .map((bytes) => ({ twist: 'bytes', bytes }) as const),
  },
  { weight: 2, arbitrary: fc.nat(KEYS.length - 1).map((at) => ({ twist: 'key', at }) as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      twist: fc.constant('header' as const),
      name: fc.constantFrom(...HEADER_NAMES),
      value: fc.oneof(fc.constantFrom(...HEADER_VALUES), hostileText),
      times: fc.constantFrom(1, 1, 2),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom(...HEADER_NAMES).map((name) => ({ twist: 'no header', name }) as const) },
  { weight: 1, arbitrary: fc.constant({ twist: 'no headers' } as const) },
);

/** Submissions by a publisher who is careless, broken or worse. */
export const hostileSubmission: fc.Arbitrary<HostileRecord> = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: recordTwist },
      { weight: 1, arbitrary: fc.constant({ twist: 'structured' } as const) },
    ),
    {
      maxLength: 3,
    },
  )
  .map((twists) => {
    const id = randomUUID();
    const draft: RecordDraft = {
      key: Buffer.from(id),
      headers: {
        ce_specversion: '1.0',
        ce_id: id,
        ce_source: SUBMITTER,
        ce_type: SUBMISSION_TYPE,
        ce_time: '2026-03-03T01:30:00.000Z',
        'content-type': 'application/json',
      },
      value: aSubmission(),
      bytes: undefined,
    };
    return written(draft, twists);
  });

interface Sample {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Records on a topic that only our own services write, as a faulty or forged one would write them. Steps that could begin
 * or move a story are those of `known`, a complaint that exists, so that no story of an unknown complaint begins.
 */
export function hostileEvent(topic: TopicName, known: string): fc.Arbitrary<HostileRecord> {
  const samples = samplesOf(topic);
  return fc
    .record({
      sample: fc.constantFrom(...samples),
      twists: fc.array(recordTwist, { minLength: 1, maxLength: 2 }),
    })
    .map(({ sample, twists }) => {
      const subject = sample.headers['ce_stateseq'] === '1' ? known : randomUUID();
      const old = sample.headers['ce_subject'] ?? '';
      const { headers, value } = JSON.parse(JSON.stringify(sample).replaceAll(old, subject)) as Sample;
      const draft: RecordDraft = {
        key: Buffer.from(headers['ce_subject'] ?? subject),
        headers: { ...headers, ce_id: randomUUID() },
        value,
        bytes: undefined,
      };
      const record = written(draft, twists, value['packs']);
      // A broker takes no record without a key where it is to keep the last of each.
      const { key } = record.message;
      const isRefused = key === null && TOPICS[topic].cleanup === 'compact';
      return isRefused ? { ...record, message: { ...record.message, key: Buffer.alloc(0) } } : record;
    });
}

function samplesOf(topic: TopicName): Sample[] {
  const folder = join(workspaceRoot(), 'libs', 'contracts', 'samples');
  return [...EVENTS, ...DOCUMENTS]
    .filter((contract) => contract.topic === topic)
    .map(({ type }) => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Sample);
}

function written(draft: RecordDraft, twists: readonly RecordTwist[], packs?: unknown): HostileRecord {
  for (const twist of twists) apply(twist, draft);
  // A service waits for a policy pack that it does not know; waiting is no failure and would never end here.
  if (isRecord(draft.value) && Array.isArray(draft.value['packs']) && packs !== undefined) draft.value['packs'] = packs;
  const { key, headers, value, bytes } = draft;
  const content = bytes === undefined ? Buffer.from(JSON.stringify(value) ?? '') : bytes;
  return { message: { key, headers, value: content }, identity: identityOf(headers, content), twists };
}

/**
 * The record with the signature of its source, as a publisher that is careless in all else puts it on the topic; unchanged
 * where the signature itself is what is wrong, and where no source can be made out.
 */
export function signedBy(sources: readonly SigningSource[], record: HostileRecord): HostileRecord {
  const value = typeof record.message.value === 'string' ? Buffer.from(record.message.value) : record.message.value;
  const headers = (record.message.headers ?? {}) as Headers;
  const touches = (twist: RecordTwist) => 'name' in twist && twist.name === SIGNATURE_HEADER;
  const event = eventOf(headers, value);
  const key = sources.find(({ id }) => id === event?.source)?.key;
  if (!event || key === undefined || value === null || record.twists.some(touches)) return record;
  const signature = signSubmission(Buffer.from(key, 'base64'), { ...event, body: value });
  return { ...record, message: { ...record.message, headers: { ...headers, [SIGNATURE_HEADER]: signature } } };
}

function apply(twist: RecordTwist, draft: RecordDraft): void {
  switch (twist.twist) {
    case 'value':
      draft.value = mutate(draft.value, twist.change);
      return;
    case 'bytes':
      draft.bytes = BYTES[twist.bytes];
      return;
    case 'key':
      draft.key = KEYS[twist.at] ?? null;
      return;
    case 'header':
      draft.headers = { ...draft.headers, [twist.name]: twist.times > 1 ? ['first', twist.value] : twist.value };
      return;
    case 'no header':
      draft.headers = Object.fromEntries(Object.entries(draft.headers).filter(([name]) => name !== twist.name));
      return;
    case 'no headers':
      draft.headers = {};
      return;
    case 'structured': {
      const { ce_specversion: specversion, ce_id: id, ce_source: source, ce_type: type } = draft.headers;
      draft.value = { specversion, id, source, type, datacontenttype: 'application/json', data: draft.value };
      draft.headers = { 'content-type': 'application/cloudevents+json' };
    }
  }
}

/** As intake reads it; of a repeated header the last one counts. */
function identityOf(headers: Headers, value: Buffer | null): string | undefined {
  const event = eventOf(headers, value);
  return event && `${event.source} ${event.id}`;
}

function eventOf(headers: Headers, value: Buffer | null): { source: string; id: string } | undefined {
  const header = (name: string): string | undefined => [headers[name] ?? []].flat().at(-1)?.toString();
  const isStructured = header('content-type') === 'application/cloudevents+json';
  const event = isStructured ? parsed(value) : { source: header('ce_source'), id: header('ce_id') };
  if (!isRecord(event)) return undefined;
  const { source, id } = event;
  return typeof source === 'string' && typeof id === 'string' ? { source, id } : undefined;
}

function parsed(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString() ?? 'null');
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
