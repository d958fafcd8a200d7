import { once } from 'node:events';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import { readTopics } from '@redress/workload';
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
export function readTopic(
  brokers: readonly string[],
  topic: string,
  take: (record: TopicRecord) => void,
): Promise<void> {
  return readTopics(brokers, [topic], ({ messages }) => {
    for (const { key, headers = {}, value } of messages) {
      take({
        key: String(key),
        headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
        value: String(value),
      });
    }
  });
}
