import { SERVICES, type ServiceName } from '@redress/contracts';
import { eventually } from '@redress/infrastructure';
import { withAdmin } from '@redress/workload';
import type { Admin } from 'kafkajs';
import { Client } from 'pg';
import { tableWith } from '../catalogue';
import { OUTBOX } from '../submissions/outbox';
import type { Deposits } from './recorder';

const REST_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 200;
/** A letter is wished for, composed and told of in turns; several looks in a row find nothing only when there is none. */
const LOOKS = 3;

/** Resolves when everything that was said has been read by everybody, and nothing is left to be said or sent. */
export async function waitForRest(deposits: Deposits): Promise<void> {
  const clients = new Map<ServiceName, Client>();
  await withAdmin(deposits.brokers, async (admin) => {
    try {
      for (const service of SERVICES) {
        const client = new Client({ connectionString: deposits.databaseUrls[service] });
        await client.connect();
        clients.set(service, client);
      }
      let quiet = 0;
      await eventually(
        async () => {
          const busy = await whatIsBusy(clients, admin, deposits.topicPrefix);
          quiet = busy === undefined ? quiet + 1 : 0;
          if (busy !== undefined) throw new Error(busy);
          return quiet >= LOOKS;
        },
        { timeoutMs: REST_TIMEOUT_MS, intervalMs: LOOK_EVERY_MS, what: 'the platform to come to rest' },
      );
    } finally {
      for (const client of clients.values()) await client.end();
    }
  });
}

async function whatIsBusy(
  clients: ReadonlyMap<ServiceName, Client>,
  admin: Admin,
  topicPrefix: string,
): Promise<string | undefined> {
  const ends = new Map<string, ReadonlyMap<number, bigint>>();
  const endsOf = async (topic: string): Promise<ReadonlyMap<number, bigint>> => {
    const known = ends.get(topic);
    if (known) return known;
    const offsets = await admin.fetchTopicOffsets(`${topicPrefix}${topic}`);
    const found = new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
    ends.set(topic, found);
    return found;
  };
  for (const [service, client] of clients) {
    const { rows: outbox } = await client.query(`select from ${await tableWith(client, ...OUTBOX)} limit 1`);
    if (outbox.length > 0) return `${service} has something to say`;
    if (service === 'notification') {
      const table = await tableWith(client, 'next_attempt_at', 'told_at');
      const { rows: letters } = await client.query(`select from ${table} where status = 'REQUESTED' limit 1`);
      if (letters.length > 0) return 'a letter is to be sent';
    }
  }
  for (const [service, client] of clients) {
    const { rows } = await client.query<{ topic: string; partition: number; next: string }>(
      `select topic, partition, next_offset as next from ${await tableWith(client, 'partition', 'next_offset')}`,
    );
    for (const { topic, partition, next } of rows) {
      if (BigInt(next) < ((await endsOf(topic)).get(partition) ?? 0n)) return `${service} has not read all of ${topic}`;
    }
  }
  return undefined;
}
