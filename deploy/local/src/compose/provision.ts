import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { createDatabase, eventually, waitForBroker, withConnection } from '@redress/infrastructure';
import { createTopics } from '@redress/messaging';
import { Kafka, logLevel } from 'kafkajs';
import { administratorPassword, DATABASE_URL_FILE } from './secret-folders';

const SERVER_TIMEOUT_MS = 60_000;

/**
 * Runs once before the services of the compose file: a database and a role for each (its URL in `<folder>/<service>/database.url`) and the topics. A role
 * that can log in keeps its password, because running services use it.
 */
async function main(folder: string | undefined): Promise<void> {
  const brokers = (process.env['REDRESS_KAFKA_BROKERS'] ?? '').split(',').filter(Boolean);
  if (!folder || brokers.length === 0)
    throw new Error('usage: REDRESS_KAFKA_BROKERS=host:port provision <folder of secrets>');
  const password = administratorPassword(folder);
  const adminUrl =
    process.env['REDRESS_POSTGRES_URL'] ?? `postgres://postgres:${encodeURIComponent(password)}@postgres:5432/postgres`;
  await eventually(() => logsIn(adminUrl), {
    timeoutMs: SERVER_TIMEOUT_MS,
    intervalMs: 250,
    what: 'PostgreSQL to answer',
  });
  for (const service of SERVICES) {
    const file = join(folder, service, DATABASE_URL_FILE);
    if (existsSync(file) && (await logsIn(readFileSync(file, 'utf8')).catch(() => false))) continue;
    writeFileSync(file, await createDatabase(adminUrl, `redress_${service}`), { mode: 0o600 });
  }

  await waitForBroker(brokers, SERVER_TIMEOUT_MS);
  const admin = new Kafka({ clientId: 'redress-provision', brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const created = await createTopics(admin, { prefix: process.env['REDRESS_TOPIC_PREFIX'] ?? '' });
    console.log(`Databases and topics are there (${created.length} topics new).`);
  } finally {
    await admin.disconnect();
  }
}

const logsIn = (url: string): Promise<boolean> =>
  withConnection(url, async (client) => (await client.query('SELECT 1')).rowCount === 1);

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
