import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { registerCompressionCodecs } from '@redress/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { answerParent } from '../process/answer-parent';
import { type BareFold, bareRow, foldBare } from './bare-fold';

/** What the bare rebuild can be asked. */
export type BareRebuildTalk = {
  rebuild: [
    question: {
      readonly databaseUrl: string;
      /** The table whose rows are made. */
      readonly like: string;
      readonly brokers: readonly string[];
      readonly topic: string;
    },
    answer: { readonly events: number; readonly complaints: number; readonly seconds: number },
  ];
};

const COLUMNS = `complaint_id, complaint_no, organisation_id, received_on, kind, state, category, channel, severity, priority,
  unit_id, breached_clocks, fold`;
const MAX_BYTES = 4 * 1024 * 1024;
const CHUNK_CHARACTERS = 1 << 18;

answerParent<BareRebuildTalk>({
  async rebuild({ databaseUrl, like, brokers, topic }) {
    const startedAtMs = performance.now();
    const folds = new Map<string, BareFold>();
    const events = await foldTopic(brokers, topic, folds);
    await copy(databaseUrl, like, folds);
    return { events, complaints: folds.size, seconds: (performance.now() - startedAtMs) / 1_000 };
  },
});

async function foldTopic(brokers: readonly string[], topic: string, folds: Map<string, BareFold>): Promise<number> {
  registerCompressionCodecs();
  const kafka = new Kafka({ clientId: 'bare-rebuild', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const open = new Map<number, bigint>();
  for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
    if (BigInt(high) > 0n) open.set(partition, BigInt(high));
  }
  const groupId = `${topic}-bare-${process.pid}`;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    sessionTimeout: 60_000,
    maxBytesPerPartition: MAX_BYTES,
    maxBytes: 8 * MAX_BYTES,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let events = 0;
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    const run = consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { messages, partition } }) => {
        for (const { headers, value } of messages) {
          foldBare(folds, String(headers?.['ce_type']), String(headers?.['ce_id']), JSON.parse(String(value)));
        }
        events += messages.length;
        const next = BigInt(messages.at(-1)?.offset ?? -1) + 1n;
        if (next >= (open.get(partition) ?? 0n)) open.delete(partition);
        if (open.size === 0) resolve();
      },
    });
    run.catch(reject);
  });
  await consumer.disconnect();
  await admin.deleteGroups([groupId]).catch(() => undefined);
  await admin.disconnect();
  return events;
}

/** Writes all rows into an empty table without any index, which is less than a rebuild has to do. */
async function copy(databaseUrl: string, like: string, folds: ReadonlyMap<string, BareFold>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('drop table if exists bare_fold');
    await client.query('begin');
    await client.query(`create table bare_fold (like ${like})`);
    const stream = client.query(from(`copy bare_fold (${COLUMNS}) from stdin`));
    const done = finished(stream);
    let text = '';
    for (const fold of folds.values()) {
      text += `${bareRow(fold)}\n`;
      if (text.length < CHUNK_CHARACTERS) continue;
      if (!stream.write(text)) await once(stream, 'drain');
      text = '';
    }
    stream.end(text);
    await done;
    await client.query('commit');
  } finally {
    await client.end();
  }
}
