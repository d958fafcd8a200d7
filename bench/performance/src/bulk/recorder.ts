import { once } from 'node:events';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import { registerCompressionCodecs } from '@redress/messaging';
import { Kafka, logLevel } from 'kafkajs';
import type { Client } from 'pg';
import { to } from 'pg-copy-streams';
import { type GrowingTable, growingTables, summedTables } from '../catalogue';
import { STORY } from '../story';
import { type RecordedEvent, type RecordedRow, type Recording, tableKey } from './exemplar';

/** Where complaints leave something behind. */
export interface Deposits {
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
}

const SESSION_TIMEOUT_MS = 60_000;

/** Reads everything that these complaints left behind. The platform must be at rest. */
export async function record(
  { databaseUrls, brokers, topicPrefix }: Deposits,
  complaints: readonly { readonly complaintId: string; readonly complaintNo: string }[],
): Promise<Recording[]> {
  const ids = complaints.map(({ complaintId }) => complaintId);
  const rows = new Map<string, RecordedRow[]>(ids.map((id) => [id, []]));
  for (const service of SERVICES) {
    await withConnection(databaseUrls[service], async (client) => {
      for (const table of await growingTables(client)) {
        for (const [id, row] of await rowsOf(client, service, table, ids)) rows.get(id)?.push(row);
      }
    });
  }
  const events = new Map<string, RecordedEvent[]>();
  await readTopic(brokers, `${topicPrefix}${STORY}`, ({ key, headers, value }) => {
    if (rows.has(key)) events.set(key, [...(events.get(key) ?? []), { headers, value }]);
  });
  return complaints.map(({ complaintId, complaintNo }) => ({
    complaintId,
    complaintNo,
    rows: rows.get(complaintId) ?? [],
    events: events.get(complaintId) ?? [],
  }));
}

/** By `service.table` what stands for each key, which is a JSON array of the texts of its columns. */
export type Sums = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The sums over complaints as they stand. */
export async function readSums(databaseUrls: Readonly<Record<ServiceName, string>>): Promise<Sums> {
  const sums = new Map<string, ReadonlyMap<string, number>>();
  for (const service of SERVICES) {
    await withConnection(databaseUrls[service], async (client) => {
      for (const { name, key, sum } of await summedTables(client)) {
        const { rows } = await client.query<{ key: string[]; sum: number }>(
          `select array[${key.map((column) => `${column}::text`).join(', ')}] as key, ${sum}::float8 as sum from ${name}`,
        );
        sums.set(tableKey({ service, table: name }), new Map(rows.map((row) => [JSON.stringify(row.key), row.sum])));
      }
    });
  }
  return sums;
}

async function rowsOf(
  client: Client,
  service: ServiceName,
  { name, complaintId, written, sealable, counting }: GrowingTable,
  ids: readonly string[],
): Promise<[string, RecordedRow][]> {
  const list = ids.map((id) => `'${id}'`).join(', ');
  const selected = [complaintId, ...written.map((column) => `t.${column}`)].join(', ');
  const order = counting === undefined ? '1' : `t.${counting}`;
  const stream = client.query(
    to(`copy (select ${selected} from ${name} t where ${complaintId} in (${list}) order by ${order}) to stdout`),
  );
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => (text += chunk));
  await once(stream, 'end');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): [string, RecordedRow] => {
      const [id = '', ...fields] = line.split('\t');
      return [id, { service, table: name, columns: written, fields, sealable }];
    });
}

interface TopicRecord {
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: string;
}

/** Reads a topic from its first record to where it ends now, each partition in its order. */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
  take: (record: TopicRecord) => void,
): Promise<void> {
  registerCompressionCodecs();
  const kafka = new Kafka({ clientId: 'redress-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const groupId = `redress-bench-${process.pid}-${Date.now()}`;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    sessionTimeout: SESSION_TIMEOUT_MS,
    allowAutoTopicCreation: false,
  });
  await admin.connect();
  try {
    const open = new Map<number, bigint>();
    // A member that was thrown out and has joined again starts from the first record; what it has read it knows.
    const next = new Map<number, bigint>();
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (BigInt(high) > BigInt(low)) open.set(partition, BigInt(high));
    }
    if (open.size === 0) return;
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const run = consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          const end = open.get(batch.partition);
          if (end === undefined) return;
          for (const { key, headers = {}, value, offset } of batch.messages) {
            if (BigInt(offset) < (next.get(batch.partition) ?? 0n)) continue;
            if (BigInt(offset) >= end) break;
            next.set(batch.partition, BigInt(offset) + 1n);
            take({
              key: String(key),
              headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
              value: String(value),
            });
          }
          if (BigInt(batch.lastOffset()) + 1n >= end) open.delete(batch.partition);
          if (open.size === 0) resolve();
        },
      });
      run.catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}
