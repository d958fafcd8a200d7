import { EVENTS, type EventContract } from '@redress/contracts';
import type { KafkaConnection } from '@redress/messaging';
import type { Admin } from 'kafkajs';
import { readRecords, type TopicRecord } from '../kafka/topic-reader';

/** An event of the story as it lies on the topic: nothing of it is believed yet. */
export interface StoryRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly eventId: string;
  readonly type: string;
  /** Service that wrote it; the whole source when it is none of the platform. */
  readonly emitter: string;
  readonly complaintId: string;
  /** On state events only. */
  readonly complaintNo: string | undefined;
  /** Business time, as text. */
  readonly time: string;
  /** Real time, as text. */
  readonly recordedAt: string;
  readonly stateSeq: string | undefined;
  /** Empty for the first event of a story. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly holder: string | undefined;
}

const STORY = 'complaint.lifecycle.v1';
const PACKS = 'policy.packs.v1';
const contracts = new Map(EVENTS.map((contract) => [contract.type, contract]));

/** The contract of an event type; undefined when this release does not know it. */
export function contractOf(type: string): EventContract | undefined {
  return contracts.get(type);
}

/**
 * Reads all stories from the first record to the end they have now, each in its order.
 * @param onPack is given each published pack as well, as it lies on its topic
 * @returns how many records were read
 */
export async function readStories(
  kafka: KafkaConnection,
  admin: Admin,
  onEvent: (record: StoryRecord) => void,
  onPack?: (value: Buffer) => void,
): Promise<number> {
  const { HEADER } = await import('@redress/outbox');
  return readRecords(kafka, admin, onPack ? [STORY, PACKS] : [STORY], (record) => {
    if (record.topic === PACKS) {
      if (record.value) onPack?.(record.value);
    } else {
      onEvent(toStoryRecord(record, HEADER));
    }
  });
}

type HeaderNames = (typeof import('@redress/outbox'))['HEADER'];

function toStoryRecord(record: TopicRecord, names: HeaderNames): StoryRecord {
  const { partition, offset, key, value } = record;
  const source = record.header(names.source) ?? '';
  return {
    partition,
    offset,
    key,
    value,
    eventId: record.header(names.id) ?? '',
    type: record.header(names.type) ?? '',
    emitter: source.replace(/^\/redress\//, ''),
    complaintId: record.header(names.subject) ?? key ?? '',
    complaintNo: record.header(names.complaintNo),
    time: record.header(names.time) ?? '',
    recordedAt: record.header(names.recordedAt) ?? '',
    stateSeq: record.header(names.stateSeq),
    from: record.header(names.from),
    to: record.header(names.to),
    holder: record.header(names.holder),
  };
}

/** The value as an object; undefined when it is not one. */
export function valueOf({ value }: Pick<StoryRecord, 'value'>): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = value === null ? undefined : JSON.parse(value.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
