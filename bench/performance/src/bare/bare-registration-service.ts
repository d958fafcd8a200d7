import { join } from 'node:path';
import { Client } from 'pg';
import type { BenchContext } from '../measurement';
import type { BareRelayTalk } from './bare-relay';
import { BARE_SCHEMA } from './bare-schema';
import type { BareServerTalk, BareWriting } from './bare-server';
import type { RegistrationSample } from './registration-records';

/** Registration by the bare way: a server, and beside it a relay. */
export interface BareRegistrationService {
  /** Takes submissions by POST. */
  readonly url: string;
  readonly databaseUrl: string;
  /** Prefix of the topics that the relay publishes to. */
  readonly topicPrefix: string;
  readonly pids: { readonly server: number; readonly relay: number };
  stop(): Promise<void>;
}

/** Starts it on an empty database and empty topics. */
export async function startBareRegistration(
  context: BenchContext,
  sample: RegistrationSample,
  writing: BareWriting,
): Promise<BareRegistrationService> {
  const databaseUrl = await bareDatabase(context);
  const topicPrefix = await context.createTopics();
  const server = await context.startProcess<BareServerTalk>(join(__dirname, 'bare-server.js'));
  const relay = await context.startProcess<BareRelayTalk>(join(__dirname, 'bare-relay.js'));
  const url = await server.ask('listen', { databaseUrl, writing, sample });
  await relay.ask('start', { databaseUrl, brokers: context.infrastructure.brokers, topicPrefix });
  return {
    url,
    databaseUrl,
    topicPrefix,
    pids: { server: server.pid, relay: relay.pid },
    async stop() {
      await server.stop();
      await relay.stop();
    },
  };
}

/** An empty database with the tables that a registration touches. */
export async function bareDatabase(context: BenchContext): Promise<string> {
  const databaseUrl = await context.createDatabase('bare');
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await database.query(BARE_SCHEMA);
  } finally {
    await database.end();
  }
  return databaseUrl;
}
