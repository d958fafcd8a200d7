import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import { KeyRing } from '@redress/security';
import { ConnectedWorkplace } from '@redress/workload';
import { Kafka, logLevel } from 'kafkajs';
import type { BenchContext, BenchPlatform } from '../measurement';
import { type IndexDefinitions, restoreTables, stripTables } from './bare-tables';
import { earlierDay, type Peers } from './clone-text';
import { CLONED_TABLES, NUMBER_COUNTERS, SUMMED_TABLES } from './cloned-tables';
import { CopySink } from './copy-sink';
import { type Clone, Exemplar, tableKey } from './exemplar';
import { ENDED, handleComplaints, OPEN, type Course } from './exemplar-lives';
import { type Deposits, readSums, record, STORY } from './recorder';
import { waitForRest } from './rest';
import { StoryPublication } from './story-publication';
import { columnsOf } from './table-columns';

/** What a platform is to be brought to. */
export interface BulkWish {
  /** Complaints in all, those included that are there; at most one set of exemplars more than that are made. */
  readonly complaints: number;
  /** Clocks with a mark ahead of them, in all, roughly. Default: as many as complaints. */
  readonly runningClocks?: number;
  /** Events of stories on the topic, in all; at least as many when there are enough complaints. Default 1,000,000. */
  readonly storyEvents?: number;
}

/** What a load did. */
export interface BulkLoaded {
  readonly complaints: number;
  readonly runningClocks: number;
  readonly rows: number;
  readonly storyEvents: number;
  readonly seconds: number;
}

/** Exemplars that are always cloned together, so that what sums over complaints is a multiple of what it is for them. */
interface ExemplarSet {
  readonly exemplars: readonly NumberedExemplar[];
  /** What the set adds to the summed tables, by `service.table` and key. */
  readonly sums: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly runningClocks: number;
}

interface NumberedExemplar {
  readonly exemplar: Exemplar;
  readonly organisationId: string;
  readonly unitId: string;
}

/** One cloning of a whole set. */
interface Wave {
  readonly set: ExemplarSet;
  readonly daysEarlier: number;
  readonly peersOn: number;
}

const DEFAULT_STORY_EVENTS = 1_000_000;
/** Those that ended did so over three years. */
const OLDEST_DAYS = 1_095;
const LATE_DAYS = 60;
/** Complaints whose stories are told side by side. */
const IN_HAND = 8_000;
const KEY_BYTES = 32;
const START_TIMEOUT_MS = 120_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Brings a platform to many complaints: people handle a few of each kind over HTTP, and what these leave behind in every
 * database and on the topic is written again and again, with ids, numbers, days and keys of their own.
 */
export class BulkLoad {
  private clones = 0;
  private complaints = 0;
  private runningClocks = 0;
  private storyEvents = 0;
  private endedWaves = 0;
  private openWaves = 0;

  private constructor(
    private readonly context: Pick<BenchContext, 'seed' | 'progress'>,
    private readonly platform: BenchPlatform,
    private readonly ended: ExemplarSet,
    private readonly open: ExemplarSet,
    private readonly peers: Peers,
  ) {}

  /**
   * Has the exemplars handled and records them; all services must run.
   * @param peers may take the place of each other in clones
   */
  static async prepare(
    context: Pick<BenchContext, 'texts' | 'seed' | 'progress'>,
    platform: BenchPlatform,
    peers: Peers,
    courses: { readonly ended: readonly Course[]; readonly open: readonly Course[] } = { ended: ENDED, open: OPEN },
  ): Promise<BulkLoad> {
    const place = await ConnectedWorkplace.open(platform.endpoints, { letters: (to) => platform.mail.list(to) });
    const keyRing = KeyRing.fromEnvironment(platform.env('intake')['REDRESS_KEY_RING'] ?? '');
    try {
      const makeSet = async (courses: readonly Course[], firstText: number): Promise<ExemplarSet> => {
        const before = await allSums(platform);
        const works = await handleComplaints(place, courses, context.texts, firstText);
        await waitForRest(depositsOf(platform));
        const recordings = await record(depositsOf(platform), works);
        return {
          exemplars: recordings.map((recording) => {
            const row = recording.rows.find(({ table }) => table === 'complaint');
            const columnOf = (name: string) => row?.fields[row.columns.indexOf(name)] ?? '';
            return {
              exemplar: new Exemplar(recording, keyRing, peers),
              organisationId: columnOf('organisation_id'),
              unitId: columnOf('receiving_unit'),
            };
          }),
          sums: difference(await allSums(platform), before),
          runningClocks: await countRunningClocks(platform, works),
        };
      };
      await waitForRest(depositsOf(platform));
      const ended = await makeSet(courses.ended, context.seed);
      const open = await makeSet(courses.open, context.seed + courses.ended.length);
      const load = new BulkLoad(context, platform, ended, open, peers);
      load.complaints = await countComplaints(platform);
      load.runningClocks = open.runningClocks;
      load.storyEvents = eventsOf(ended) + eventsOf(open);
      return load;
    } finally {
      await place.close();
    }
  }

  /** Makes more complaints until there are as many as wished. The services are stopped meanwhile and ready afterwards. */
  async growTo({
    complaints,
    runningClocks = complaints,
    storyEvents = DEFAULT_STORY_EVENTS,
  }: BulkWish): Promise<BulkLoaded> {
    const startedAtMs = performance.now();
    const { platform } = this;
    const waves = this.plan(complaints - this.complaints, runningClocks - this.runningClocks);
    await waitForRest(depositsOf(platform));
    await Promise.all(SERVICES.map((service) => platform.service(service).stop()));
    const stripped = await strip(platform);
    this.step('writing rows and stories');
    const rows = await this.write(waves, storyEvents);
    await writeSums(platform, waves, this.peers);
    this.step('restoring indexes and constraints');
    await restore(platform, stripped);
    await moveReaders(platform);
    this.step('starting services');
    await Promise.all(SERVICES.map((service) => platform.service(service).restart(START_TIMEOUT_MS)));
    this.complaints += sum(waves, ({ set }) => set.exemplars.length);
    this.runningClocks += sum(waves, ({ set }) => set.runningClocks);
    return {
      complaints: this.complaints,
      runningClocks: this.runningClocks,
      rows,
      storyEvents: this.storyEvents,
      seconds: (performance.now() - startedAtMs) / 1_000,
    };
  }

  /** Which sets are cloned how often, and when that was, those of both kinds mixed. */
  private plan(complaints: number, runningClocks: number): Wave[] {
    const openWaves = Math.max(0, Math.round(runningClocks / this.open.runningClocks));
    const left = complaints - openWaves * this.open.exemplars.length;
    const endedWaves = Math.max(0, Math.ceil(left / this.ended.exemplars.length));
    const waves: Wave[] = [];
    for (let ended = 0, open = 0; ended < endedWaves || open < openWaves;) {
      if (open * endedWaves <= ended * openWaves && open < openWaves) {
        open++;
        waves.push({ set: this.open, daysEarlier: 0, peersOn: this.openWaves++ });
      } else {
        ended++;
        const daysEarlier = this.dayOf(this.endedWaves);
        waves.push({ set: this.ended, daysEarlier, peersOn: this.endedWaves++ });
      }
    }
    return waves;
  }

  /** Half of what has ended did so of late. Steps are coprime with the days: each has its turn before one comes again. */
  private dayOf(wave: number): number {
    const { seed } = this.context;
    return 1 + (wave % 2 === 0 ? ((wave / 2) * 7 + seed) % LATE_DAYS : (wave * 397 + seed) % OLDEST_DAYS);
  }

  private async write(waves: readonly Wave[], storyEvents: number): Promise<number> {
    const { platform } = this;
    const { infrastructure, topicPrefix } = platform;
    const numbers = await Numbers.read(platform);
    const sinks = await openSinks(platform);
    const publication = await StoryPublication.open(infrastructure.brokers, topicPrefix);
    const toldBefore = this.storyEvents;
    let rows = 0;
    try {
      let group: Clone[] = [];
      for (const [at, { set, daysEarlier, peersOn }] of waves.entries()) {
        // Sockets that take everything at once are never waited for, and a request to stop would not be heard.
        await setImmediate();
        for (const { exemplar, organisationId, unitId } of set.exemplars) {
          const complaintNo = numbers.next(exemplar, { organisationId, unitId, daysEarlier });
          const clone = exemplar.clone(
            { clone: ++this.clones, daysEarlier, peersOn, complaintNo },
            randomBytes(KEY_BYTES),
          );
          for (const [key, count] of exemplar.tables) {
            rows += count;
            const behind = sinks.get(key)?.write(exemplar.rowsOf(clone, key));
            if (behind) await behind;
          }
          group.push(clone);
        }
        const isToTell = toldBefore + publication.count < storyEvents;
        if (!isToTell) group = [];
        else if (group.length >= IN_HAND || at === waves.length - 1) {
          await publication.tell(group);
          group = [];
        }
      }
      await Promise.all([...sinks.values()].map((sink) => sink.close()));
    } catch (error) {
      await Promise.allSettled([...sinks.values()].map((sink) => sink.abandon()));
      throw error;
    } finally {
      await publication.close();
    }
    this.storyEvents = toldBefore + publication.count;
    await numbers.write(platform);
    return rows;
  }

  private step(what: string): void {
    this.context.progress(`  load: ${what}`);
  }
}

/** Serials of complaint numbers, without a gap for every unit and day. */
class Numbers {
  private readonly last = new Map<string, number>();
  private readonly given = new Set<string>();

  static async read(platform: BenchPlatform): Promise<Numbers> {
    const numbers = new Numbers();
    await withConnection(platform.databaseUrls.intake, async (client) => {
      const { rows } = await client.query<{ key: string[]; last: number }>(
        `select array[organisation_id, unit_id, day::text] as key, last from ${NUMBER_COUNTERS}`,
      );
      for (const { key, last } of rows) numbers.last.set(JSON.stringify(key), last);
    });
    return numbers;
  }

  next(
    { series }: Exemplar,
    at: { readonly organisationId: string; readonly unitId: string; readonly daysEarlier: number },
  ): string {
    const day = earlierDay(series.day, at.daysEarlier);
    const key = JSON.stringify([at.organisationId, at.unitId, day]);
    const serial = (this.last.get(key) ?? 0) + 1;
    this.last.set(key, serial);
    this.given.add(key);
    return `${series.before}${day.slice(2).replaceAll('-', '')}-${String(serial).padStart(series.width, '0')}`;
  }

  async write(platform: BenchPlatform): Promise<void> {
    const rows = [...this.given].map((key) => [...(JSON.parse(key) as string[]), this.last.get(key)]);
    await withConnection(platform.databaseUrls.intake, (client) =>
      client.query(
        `insert into ${NUMBER_COUNTERS} (organisation_id, unit_id, day, last)
         select r ->> 0, r ->> 1, (r ->> 2)::date, (r ->> 3)::int from jsonb_array_elements($1::jsonb) as r
         on conflict (organisation_id, unit_id, day) do update set last = excluded.last`,
        [JSON.stringify(rows)],
      ),
    );
  }
}

export function depositsOf({ databaseUrls, infrastructure, topicPrefix }: BenchPlatform): Deposits {
  return { databaseUrls, brokers: infrastructure.brokers, topicPrefix };
}

async function openSinks({ databaseUrls }: BenchPlatform): Promise<Map<string, CopySink>> {
  const sinks = new Map<string, CopySink>();
  for (const service of SERVICES) {
    await withConnection(databaseUrls[service], async (client) => {
      for (const { name } of CLONED_TABLES[service]) {
        const { written } = await columnsOf(client, name);
        sinks.set(tableKey({ service, table: name }), await CopySink.open(databaseUrls[service], name, written));
      }
    });
  }
  return sinks;
}

async function strip({ databaseUrls }: BenchPlatform): Promise<Map<ServiceName, IndexDefinitions>> {
  const stripped = new Map<ServiceName, IndexDefinitions>();
  for (const service of SERVICES) {
    const tables = CLONED_TABLES[service].map(({ name }) => name);
    stripped.set(service, await withConnection(databaseUrls[service], (client) => stripTables(client, tables)));
  }
  return stripped;
}

/** Two services at a time: as many as there are usually cores, and as much memory as sorting needs twice. */
async function restore(
  { databaseUrls }: BenchPlatform,
  stripped: ReadonlyMap<ServiceName, IndexDefinitions>,
): Promise<void> {
  const queue = [...stripped];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [service, definitions] = next;
      await withConnection(databaseUrls[service], async (client) => {
        await restoreTables(client, definitions);
        // Also sets the hints and the visibility of the new rows, which the first readers would have to do otherwise.
        await client.query(`vacuum (analyze) ${tablesOf(service).join(', ')}`);
      });
    }
  };
  await Promise.all([worker(), worker()]);
}

function tablesOf(service: ServiceName): string[] {
  const tables = [...CLONED_TABLES[service], ...(SUMMED_TABLES[service] ?? [])].map(({ name }) => name);
  return service === 'intake' ? [...tables, NUMBER_COUNTERS] : tables;
}

async function writeSums({ databaseUrls }: BenchPlatform, waves: readonly Wave[], peers: Peers): Promise<void> {
  for (const service of SERVICES) {
    for (const { name, sum: column, key } of SUMMED_TABLES[service] ?? []) {
      const added = new Map<string, number>();
      for (const { set, daysEarlier, peersOn } of waves) {
        for (const [values, value] of set.sums.get(tableKey({ service, table: name })) ?? []) {
          const moved = JSON.stringify(
            (JSON.parse(values) as string[]).map((part) =>
              DAY.test(part) ? earlierDay(part, daysEarlier) : peers.moved(part, peersOn),
            ),
          );
          added.set(moved, (added.get(moved) ?? 0) + value);
        }
      }
      await withConnection(databaseUrls[service], (client) =>
        client.query(
          `insert into ${name} as t (${[...key, column].join(', ')})
           select ${[...key, column].join(', ')} from jsonb_populate_recordset(null::${name}, $1::jsonb)
           on conflict (${key.join(', ')}) do update set ${column} = t.${column} + excluded.${column}`,
          [
            JSON.stringify(
              [...added].map(([values, value]) => {
                const fields = JSON.parse(values) as string[];
                return { ...Object.fromEntries(key.map((name, at) => [name, fields[at]])), [column]: value };
              }),
            ),
          ],
        ),
      );
    }
  }
}

/** What lies on the topic now is in the rows already. */
async function moveReaders({ databaseUrls, infrastructure, topicPrefix }: BenchPlatform): Promise<void> {
  const kafka = new Kafka({
    clientId: 'redress-bench',
    brokers: [...infrastructure.brokers],
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(`${topicPrefix}${STORY}`).finally(() => admin.disconnect());
  for (const service of SERVICES) {
    await withConnection(databaseUrls[service], async (client) => {
      const { rowCount } = await client.query(
        `update consumer_position p set next_offset = e.next from unnest($2::int[], $3::bigint[]) as e(partition, next)
         where p.topic = $1 and p.partition = e.partition`,
        [STORY, ends.map(({ partition }) => partition), ends.map(({ high }) => high)],
      );
      if (rowCount !== ends.length) throw new Error(`${service} has read ${rowCount} of ${ends.length} partitions`);
    });
  }
}

async function allSums({ databaseUrls }: BenchPlatform): Promise<Map<string, Map<string, number>>> {
  const all = new Map<string, Map<string, number>>();
  for (const service of SERVICES) {
    for (const [table, sums] of await readSums(databaseUrls[service], service)) {
      all.set(tableKey({ service, table }), sums);
    }
  }
  return all;
}

function difference(
  after: ReadonlyMap<string, ReadonlyMap<string, number>>,
  before: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Map<string, Map<string, number>> {
  return new Map(
    [...after].map(([table, sums]) => {
      const changes = [...sums].map(([key, value]) => [key, value - (before.get(table)?.get(key) ?? 0)] as const);
      return [table, new Map(changes.filter(([, change]) => change !== 0))];
    }),
  );
}

async function countComplaints({ databaseUrls }: BenchPlatform): Promise<number> {
  return withConnection(databaseUrls.intake, async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from complaint');
    return rows[0]?.count ?? 0;
  });
}

async function countRunningClocks(
  { databaseUrls }: BenchPlatform,
  complaints: readonly { readonly complaintId: string }[],
): Promise<number> {
  return withConnection(databaseUrls.routing, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      'select count(next_fire_at)::int as count from sla_clock where complaint_id = any($1::uuid[])',
      [complaints.map(({ complaintId }) => complaintId)],
    );
    return rows[0]?.count ?? 0;
  });
}

function eventsOf({ exemplars }: ExemplarSet): number {
  return sum(exemplars, ({ exemplar }) => exemplar.eventCount);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}
