import { hash } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import type {
  DossierOnTopic,
  HeaderMove,
  PackOnTopic,
  PublishedState,
  RejectionOnTopic,
  StoryRecord,
  SubmissionOnTopic,
} from './snapshot';

/** A record of the story. */
export function storyRecordIn(partition: number, message: KafkaMessage): StoryRecord {
  const header = headersOf(message);
  return {
    partition,
    offset: BigInt(message.offset),
    key: message.key === null ? null : String(message.key),
    id: header('ce_id') ?? '',
    type: header('ce_type') ?? '',
    source: header('ce_source') ?? '',
    subject: header('ce_subject') ?? '',
    time: header('ce_time') ?? '',
    organisationId: header('ce_organisationid') ?? '',
    move: moveIn(header),
    digest: digestOf(message),
    value: jsonIn(message.value),
  };
}

/** Source and id of a submission in binary or structured mode; undefined where they cannot be read. */
export function submissionIn(partition: number, message: KafkaMessage): SubmissionOnTopic {
  const header = headersOf(message);
  const at = { partition, offset: message.offset };
  if (!header('content-type')?.startsWith('application/cloudevents+json')) {
    return { ...at, source: header('ce_source'), id: header('ce_id') };
  }
  const event = jsonIn(message.value) as { source?: unknown; id?: unknown } | null | undefined;
  return { ...at, source: textOf(event?.source), id: textOf(event?.id) };
}

/** Coordinates of the record that was rejected; undefined where they cannot be read. */
export function rejectionIn(message: KafkaMessage): RejectionOnTopic | undefined {
  const rejection = jsonIn(message.value) as RejectionOnTopic | null | undefined;
  return rejection ? { partition: rejection.partition, offset: rejection.offset } : undefined;
}

/** The snapshot of a complaint; undefined for a tombstone. */
export function publishedStateIn(message: KafkaMessage): PublishedState | undefined {
  return (jsonIn(message.value) as PublishedState | null | undefined) ?? undefined;
}

/** The dossier of a service; undefined for a tombstone. */
export function dossierIn(service: string, message: KafkaMessage): DossierOnTopic | undefined {
  const dossier = jsonIn(message.value) as Omit<DossierOnTopic, 'service'> | null | undefined;
  return dossier ? { service, complaintId: dossier.complaintId, version: dossier.version } : undefined;
}

interface PackDocument {
  readonly id: string;
  readonly version: number;
  readonly content: {
    readonly zone: string;
    readonly numbering: { readonly prefix: string; readonly pattern: string };
    readonly clocks: readonly {
      readonly code: string;
      readonly start: readonly string[];
      readonly categories?: unknown;
      readonly severities?: unknown;
      readonly kinds?: readonly string[];
    }[];
  };
}

/** A published policy pack; undefined for a tombstone. */
export function packIn(message: KafkaMessage): PackOnTopic | undefined {
  const pack = jsonIn(message.value) as PackDocument | null | undefined;
  if (!pack) return undefined;
  const { zone, numbering, clocks } = pack.content;
  return {
    id: pack.id,
    version: pack.version,
    zone,
    prefix: numbering.prefix,
    pattern: numbering.pattern,
    clocksFromReceipt: clocks
      .filter(({ start, categories, severities }) => start.includes('received') && !categories && !severities)
      .map(({ code, kinds = ['COMPLAINT'] }) => ({ code, kinds })),
  };
}

/** Key, headers and value in one piece. */
export function bytesOf({ key, headers = {}, value }: KafkaMessage): Buffer {
  const parts = [
    key ?? '',
    value ?? '',
    ...Object.entries(headers).flatMap(([name, content]) => [name, content ?? '']),
  ];
  return Buffer.concat(parts.flat().flatMap((part) => [Buffer.from(part as string), SEPARATOR]));
}

const SEPARATOR = Buffer.from('\n');

function digestOf(message: KafkaMessage): string {
  return hash('sha1', bytesOf(message), 'base64');
}

function moveIn(header: (name: string) => string | undefined): HeaderMove | undefined {
  const stateSeq = header('ce_stateseq');
  if (stateSeq === undefined) return undefined;
  return {
    stateSeq: Number(stateSeq),
    // The first event of a story has an empty `from`.
    from: header('ce_statefrom') || null,
    to: header('ce_stateto') ?? '',
    holder: header('ce_holder') ?? '',
  };
}

function headersOf({ headers = {} }: KafkaMessage): (name: string) => string | undefined {
  return (name) => {
    const content = [headers[name] ?? []].flat()[0];
    return content === undefined ? undefined : String(content);
  };
}

function jsonIn(value: Buffer | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value.toString());
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
