import type { TopicName } from '@redress/contracts';
import { clusterIdOf, type KafkaConnection } from '@redress/messaging';
import { finished } from 'node:stream/promises';
import type { KafkaMessage } from 'kafkajs';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';
import type { DayOf } from '../domain/fold-story';
import type { StoryEvent } from '../domain/story-event';
import { PROJECTION_TABLES, projectionIndexes, projectionTables } from '../projection-tables';
import { dayInZone } from '../zoned-days';
import { ShadowProjections, type ShadowConnection } from './shadow-projections';
import { StoryLogReader } from './story-log-reader';
import { storyEventIn } from './story-message';

export interface RebuildOptions {
  /** The database of analytics, with its migrations. */
  readonly databaseUrl: string;
  readonly kafka: KafkaConnection;
  /** Told now and then how many events have been read. */
  readonly onProgress?: (read: number) => void;
  /** Complaints at most that are kept in memory. Default 50,000. */
  readonly keep?: number;
}

export interface RebuildResult {
  /** Events read. */
  readonly read: number;
  /** Complaints in the new projections. */
  readonly complaints: number;
}

/** Another process rebuilds already. */
export class RebuildIsRunning extends Error {
  constructor() {
    super('A rebuild of the projections is already running');
    this.name = 'RebuildIsRunning';
  }
}

const STORY: TopicName = 'complaint.lifecycle.v1';
const SHADOW = 'rebuild';
const REBUILD_LOCK = 7_301_601;
/** The live service waits while this many events are read at the end. */
const MAX_TAIL = 2_000n;
const MAX_ROUNDS = 100;
const SWAP_TIMEOUT_MS = 60_000;

/**
 * Makes the projections anew from the whole story in a shadow schema and swaps them in (architecture, decision 14).
 *
 * The live service goes on meanwhile. At the end its tables are locked, what it has read since is read here too, and in the
 * same transaction the new tables take the place of the old ones: the position of the live service is then true of both.
 * Only times of events are used and nothing is published. Events that are parked stay out, as they are out of the live
 * projections; they come in when they are retried.
 *
 * @throws RebuildIsRunning
 * @throws Error with the coordinates of an event that cannot be folded; the live projections stay as they were
 */
export async function rebuildProjections(options: RebuildOptions): Promise<RebuildResult> {
  const client = new Client({ connectionString: options.databaseUrl, application_name: 'redress-analytics-rebuild' });
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      REBUILD_LOCK,
    ]);
    if (!rows[0]?.locked) throw new RebuildIsRunning();
    return await new Rebuild(client, options).run();
  } finally {
    await client.end();
  }
}

class Rebuild {
  private readonly connection: ShadowConnection;
  private readonly reader: StoryLogReader;
  private shadow: ShadowProjections | undefined;
  private parked: ReadonlySet<string> = new Set();
  private caughtUpTo: ReadonlyMap<number, bigint> = new Map();
  private clusterId = '';
  private read = 0;

  constructor(
    private readonly client: Client,
    private readonly options: RebuildOptions,
  ) {
    this.connection = {
      query: async (sql, params = [], name) => {
        const { rows } = await client.query({ text: sql, values: [...params], ...(name ? { name } : {}) });
        return { rows };
      },
      copy: async (statement, lines) => {
        const stream = client.query(from(statement));
        stream.end(lines);
        await finished(stream);
      },
    };
    this.reader = new StoryLogReader(options.kafka, STORY, (partition, messages) => this.take(partition, messages));
  }

  async run(): Promise<RebuildResult> {
    const { client } = this;
    this.clusterId = await this.findClusterId();
    if ((await this.livePositions()).size === 0 && (await this.countComplaints()) > 0) {
      throw new Error('The live service has read nothing from this cluster: the new projections would be empty');
    }
    await client.query(`drop schema if exists ${SHADOW} cascade`);
    await client.query(`create schema ${SHADOW}`);
    for (const statement of projectionTables(SHADOW)) await client.query(statement);
    await client.query(`set search_path to ${SHADOW}, public`);
    this.shadow = new ShadowProjections(this.connection, await this.daysByStoredPacks(), this.options.keep);
    await this.reader.open();
    try {
      await this.catchUp();
      for (const statement of projectionIndexes(SHADOW)) await client.query(statement);
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        await this.catchUp();
        if (await this.trySwap()) return { read: this.read, complaints: await this.countComplaints() };
      }
      throw new Error('The live service reads faster than the rebuild; it was not caught up with');
    } finally {
      await this.reader.close();
    }
  }

  /** Reads up to where the live service is now. */
  private async catchUp(): Promise<void> {
    const targets = await this.livePositions();
    this.parked = await this.parkedRecords();
    await this.reader.readTo(targets);
    await this.shadow?.flush();
    this.caughtUpTo = targets;
  }

  /** @returns false when the live service has gone too far meanwhile */
  private async trySwap(): Promise<boolean> {
    const { client } = this;
    await client.query('begin');
    try {
      await client.query(`set local idle_in_transaction_session_timeout = ${SWAP_TIMEOUT_MS}`);
      // Whatever the live service has written is committed once this lock is had; what it writes next waits.
      await client.query(
        `lock table ${PROJECTION_TABLES.map((table) => `public.${table}`).join(', ')} in access exclusive mode`,
      );
      const behind = [...(await this.livePositions())].reduce(
        (sum, [partition, next]) => sum + next - (this.caughtUpTo.get(partition) ?? 0n),
        0n,
      );
      if (behind > MAX_TAIL) {
        await client.query('rollback');
        return false;
      }
      await this.catchUp();
      for (const table of PROJECTION_TABLES) {
        await client.query(`drop table public.${table}`);
        await client.query(`alter table ${SHADOW}.${table} set schema public`);
      }
      await client.query(`drop schema ${SHADOW}`);
      await client.query('commit');
      return true;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  private async take(partition: number, messages: readonly KafkaMessage[]): Promise<void> {
    const events: StoryEvent[] = [];
    for (const message of messages) {
      if (this.parked.size > 0 && this.parked.has(`${partition}/${message.offset}`)) continue;
      const event = this.eventIn(partition, message);
      if (event) events.push(event);
    }
    await this.shadow?.take(events);
    this.read += messages.length;
    this.options.onProgress?.(this.read);
  }

  private eventIn(partition: number, message: KafkaMessage): StoryEvent | undefined {
    try {
      return storyEventIn(message);
    } catch (error) {
      throw new Error(`${STORY}/${partition} at offset ${message.offset}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  private async livePositions(): Promise<ReadonlyMap<number, bigint>> {
    const { rows } = await this.client.query<{ partition: number; next_offset: string }>(
      `select partition, next_offset from public.consumer_position
       where cluster_id = $1 and topic = $2 and next_offset >= 0`,
      [this.clusterId, STORY],
    );
    return new Map(rows.map((row) => [row.partition, BigInt(row.next_offset)]));
  }

  private async parkedRecords(): Promise<ReadonlySet<string>> {
    const { rows } = await this.client.query<{ partition: number; record_offset: string }>(
      'select partition, record_offset from public.parked_event where cluster_id = $1 and topic = $2',
      [this.clusterId, STORY],
    );
    return new Set(rows.map((row) => `${row.partition}/${row.record_offset}`));
  }

  private async daysByStoredPacks(): Promise<DayOf> {
    const { rows } = await this.client.query<{ id: string; version: number; zone: string }>(
      `select id, version, content ->> 'zone' as zone from public.policy_pack`,
    );
    const zones = new Map(rows.map((row) => [`${row.id}:${row.version}`, row.zone]));
    return (at, packs) => {
      const first = packs[0] as (typeof packs)[number];
      const zone = zones.get(`${first.id}:${first.version}`);
      if (!zone) throw new Error(`Policy pack ${first.id} version ${first.version} is not known here`);
      return dayInZone(at, zone);
    };
  }

  private async findClusterId(): Promise<string> {
    const admin = this.options.kafka.client.admin();
    await admin.connect();
    try {
      return await clusterIdOf(admin);
    } finally {
      await admin.disconnect();
    }
  }

  private async countComplaints(): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      'select count(*)::int as count from public.complaint_fact',
    );
    return rows[0]?.count ?? 0;
  }
}
