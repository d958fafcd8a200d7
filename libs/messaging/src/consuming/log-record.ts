import { TOPICS, UUID, type TopicName } from '@redress/contracts';
import { createHash } from 'node:crypto';
import { HEADER } from '@redress/outbox';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { unreadableBatchOf, type UnreadableBatch } from '../client/unreadable-batch';

/** One record as it lies on a topic, before anything of it is believed. */
export interface RawRecord {
  /** Declared name, without prefix. */
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  /** When the producer or broker stamped it, ms since the epoch. */
  readonly timestamp: number;
  /** This is no record: it stands, at its last offset, for a batch that cannot be read. Only on topics of publishers. */
  readonly unreadable?: UnreadableBatch;
}

/** Takes over a record of the client library. Of a header that occurs more than once the last one counts. */
export function toRawRecord(topic: TopicName, partition: number, message: KafkaMessage): RawRecord {
  const offset = BigInt(message.offset);
  const unreadable = unreadableBatchOf(message);
  if (unreadable) {
    const timestamp = Number(message.timestamp);
    return { topic, partition, offset, key: null, value: null, headers: {}, timestamp, unreadable };
  }
  return {
    topic,
    partition,
    offset,
    key: message.key,
    value: message.value,
    headers: headersOf(message.headers),
    timestamp: Number(message.timestamp),
  };
}

/** A header as text; undefined when it is missing. */
export function headerText(record: RawRecord, name: string): string | undefined {
  return record.headers[name]?.toString('utf8');
}

/**
 * What must not overtake one another: events of one complaint, or of one key. For submissions it is the source pair,
 * hashed, because publishers sometimes put into it what should not be read. Of our own topics it is the key, hashed
 * unless it is one that we give: operators read it. `null` blocks no other.
 */
export function blockingKeyOf(record: RawRecord): string | null {
  if (TOPICS[record.topic].writer === 'publishers') {
    const source = headerText(record, HEADER.source);
    const id = headerText(record, HEADER.id);
    if (!source || !id) return null;
    return createHash('sha256').update(`${source}\n${id}`).digest('hex');
  }
  if (record.key === null) return null;
  const key = record.key.toString('utf8');
  return formOfKey(record.topic).test(key) ? key : `sha256:${createHash('sha256').update(record.key).digest('hex')}`;
}

const CODE = /^[A-Za-z0-9._:-]{1,200}$/;

function formOfKey(topic: TopicName): RegExp {
  return TOPICS[topic].key === 'complaint id' ? UUID : CODE;
}

/** The record as bytes, for the table of parked events. */
export function encodeRecord(record: RawRecord): Buffer {
  const headers = Object.entries(record.headers).map(([name, value]) => [name, value.toString('base64')]);
  return Buffer.from(
    JSON.stringify({
      key: record.key?.toString('base64') ?? null,
      value: record.value?.toString('base64') ?? null,
      headers: Object.fromEntries(headers),
      timestamp: record.timestamp,
      ...(record.unreadable ? { unreadable: storable(record.unreadable) } : {}),
    }),
  );
}

const storable = ({ firstOffset, lastOffset, ...rest }: UnreadableBatch) => ({
  ...rest,
  firstOffset: firstOffset.toString(),
  lastOffset: lastOffset.toString(),
});

/** Reads what {@link encodeRecord} wrote. */
export function decodeRecord(topic: TopicName, partition: number, offset: bigint, bytes: Buffer): RawRecord {
  const stored = JSON.parse(bytes.toString('utf8')) as {
    key: string | null;
    value: string | null;
    headers: Record<string, string>;
    timestamp: number;
    unreadable?: ReturnType<typeof storable>;
  };
  const { unreadable } = stored;
  const headers = Object.entries(stored.headers).map(([name, value]) => [name, Buffer.from(value, 'base64')]);
  return {
    topic,
    partition,
    offset,
    key: stored.key === null ? null : Buffer.from(stored.key, 'base64'),
    value: stored.value === null ? null : Buffer.from(stored.value, 'base64'),
    headers: Object.fromEntries(headers),
    timestamp: stored.timestamp,
    ...(unreadable
      ? {
          unreadable: {
            ...unreadable,
            firstOffset: BigInt(unreadable.firstOffset),
            lastOffset: BigInt(unreadable.lastOffset),
          },
        }
      : {}),
  };
}

function headersOf(headers: IHeaders | undefined): Record<string, Buffer> {
  // Without a prototype every name becomes an own member.
  const last = Object.create(null) as Record<string, Buffer>;
  for (const name in headers) {
    const given = headers[name];
    const value = Array.isArray(given) ? given[given.length - 1] : given;
    if (value !== undefined && value !== null) last[name] = typeof value === 'string' ? Buffer.from(value) : value;
  }
  return last;
}
