import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { machines, SERVICES, type ServiceName } from '@redress/contracts';
import { withConnection } from '@redress/infrastructure';
import { KeyRing } from '@redress/security';
import { ConnectedWorkplace, withAdmin } from '@redress/workload';
import { type GrowingTable, growingTables, summedTables, tableWith } from '../catalogue';
import type { BenchContext, BenchPlatform } from '../measurement';
import { STORY } from '../story';
import { type IndexDefinitions, restoreTables, stripTables } from './bare-tables';
import { earlierDay, type Peers } from './clone-text';
import { CopySink } from './copy-sink';
import { type Clone, Exemplar, tableKey } from './exemplar';
import { ENDED, handleComplaints, OPEN, type Course } from './exemplar-lives';
import { type Deposits, readSums, record, type Sums } from './recorder';
import { waitForRest } from './rest';
import { StoryPublication } from './story-publication';

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
  readonly exemplars: readonly Exemplar[];
  /** What the set adds to the sums. */
  readonly sums: Sums;
  readonly runningClocks: number;
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
  private readonly numbers: Numbers;

  private constructor(
    private readonly context: Pick<BenchContext, 'seed' | 'progress'>,
    private readonly platform: BenchPlatform,
    private readonly ended: ExemplarSet,
    private readonly open: ExemplarSet,
    private readonly peers: Peers,
  ) {
    const exemplars = [...ended.exemplars, ...open.exemplars];
    this.numbers = new Numbers(exemplars);
    this.complaints = exemplars.length;
    this.runningClocks = open.runningClocks;
    this.storyEvents = exemplars.reduce((sum, { eventCount }) => sum + eventCount, 0);
  }

  /**
   * Has the exemplars handled and records them; all services must run, and know no complaint yet.
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
        const before = await readSums(platform.databaseUrls);
        const works = await handleComplaints(place, courses, context.texts, firstText);
        await waitForRest(depositsOf(platform));
        const recordings = await record(depositsOf(platform), works);
        return {
          exemplars: recordings.map((recording) => new Exemplar(recording, keyRing, peers)),
          sums: difference(await readSums(platform.databaseUrls), before),
          runningClocks: await countRunningClocks(platform, works),
        };
      };
      await waitForRest(depositsOf(platform));
      const ended = await makeSet(courses.ended, context.seed);
      const open = await makeSet(courses.open, context.seed + courses.ended.length);
      return new BulkLoad(context, platform, ended, open, peers);
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
    const growing = await allGrowing(platform);
    const stripped = await strip(platform, growing);
    this.step('writing rows and stories');
    const rows = await this.write(waves, growing, storyEvents);
    await writeSums(platform, waves, this.peers);
    this.step('restoring indexes and constraints');
    await restore(platform, growing, stripped);
    await moveReaders(platform);
    await endWindows(platform);
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

  private async write(waves: readonly Wave[], growing: Growing, storyEvents: number): Promise<number> {
    const { infrastructure, topicPrefix, databaseUrls } = this.platform;
    const sinks = await openSinks(databaseUrls, growing);
    const publication = await StoryPublication.open(infrastructure.brokers, topicPrefix);
    const toldBefore = this.storyEvents;
    let rows = 0;
    try {
      let group: Clone[] = [];
      for (const [at, { set, daysEarlier, peersOn }] of waves.entries()) {
        // Sockets that take everything at once are never waited for, and a request to stop would not be heard.
        await setImmediate();
        for (const exemplar of set.exemplars) {
          const complaintNo = this.numbers.next(exemplar, daysEarlier);
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
    return rows;
  }

  private step(what: string): void {
    this.context.progress(`  load: ${what}`);
  }
}

/** Serials of complaint numbers, without a gap in any series; the counters themselves are sums as others are. */
class Numbers {
  private readonly last = new Map<string, number>();

  constructor(exemplars: readonly Exemplar[]) {
    for (const { series } of exemplars) {
      const key = series.before + series.day;
      this.last.set(key, Math.max(this.last.get(key) ?? 0, series.serial));
    }
  }

  next({ series }: Exemplar, daysEarlier: number): string {
    const day = earlierDay(series.day, daysEarlier);
    const serial = (this.last.get(series.before + day) ?? 0) + 1;
    this.last.set(series.before + day, serial);
    return `${beforeSerial(series, day)}${String(serial).padStart(series.width, '0')}`;
  }
}

/** What stands in a number before its serial. */
function beforeSerial({ before }: Exemplar['series'], day: string): string {
  return `${before}${day.slice(2).replaceAll('-', '')}-`;
}

export function depositsOf({ databaseUrls, infrastructure, topicPrefix }: BenchPlatform): Deposits {
  return { databaseUrls, brokers: infrastructure.brokers, topicPrefix };
}

type Growing = ReadonlyMap<ServiceName, readonly GrowingTable[]>;

async function allGrowing({ databaseUrls }: BenchPlatform): Promise<Growing> {
  const growing = new Map<ServiceName, readonly GrowingTable[]>();
  for (const service of SERVICES) growing.set(service, await withConnection(databaseUrls[service], growingTables));
  return growing;
}

async function openSinks(
  databaseUrls: BenchPlatform['databaseUrls'],
  growing: Growing,
): Promise<Map<string, CopySink>> {
  const sinks = new Map<string, CopySink>();
  for (const [service, tables] of growing) {
    for (const { name, written } of tables) {
      sinks.set(tableKey({ service, table: name }), await CopySink.open(databaseUrls[service], name, written));
    }
  }
  return sinks;
}

async function strip({ databaseUrls }: BenchPlatform, growing: Growing): Promise<Map<ServiceName, IndexDefinitions>> {
  const stripped = new Map<ServiceName, IndexDefinitions>();
  for (const [service, tables] of growing) {
    const names = tables.map(({ name }) => name);
    stripped.set(service, await withConnection(databaseUrls[service], (client) => stripTables(client, names)));
  }
  return stripped;
}

/** Two services at a time: as many as there are usually cores, and as much memory as sorting needs twice. */
async function restore(
  { databaseUrls }: BenchPlatform,
  growing: Growing,
  stripped: ReadonlyMap<ServiceName, IndexDefinitions>,
): Promise<void> {
  const queue = [...stripped];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [service, definitions] = next;
      await withConnection(databaseUrls[service], async (client) => {
        await restoreTables(client, definitions);
        // Also sets the hints and the visibility of the new rows, which the first readers would have to do otherwise.
        const tables = [...(growing.get(service) ?? []), ...(await summedTables(client))];
        await client.query(`vacuum (analyze) ${tables.map(({ name }) => name).join(', ')}`);
      });
    }
  };
  await Promise.all([worker(), worker()]);
}

async function writeSums({ databaseUrls }: BenchPlatform, waves: readonly Wave[], peers: Peers): Promise<void> {
  for (const service of SERVICES) {
    await withConnection(databaseUrls[service], async (client) => {
      for (const { name, sum: column, key } of await summedTables(client)) {
        const added = new Map<string, number>();
        for (const { set, daysEarlier, peersOn } of waves) {
          for (const [values, value] of set.sums.get(tableKey({ service, table: name })) ?? []) {
            const moved = JSON.stringify(
              (JSON.parse(values) as string[]).map((part) => {
                const numbered = set.exemplars.find(({ series }) => part === beforeSerial(series, series.day));
                if (numbered) return beforeSerial(numbered.series, earlierDay(numbered.series.day, daysEarlier));
                return DAY.test(part) ? earlierDay(part, daysEarlier) : peers.moved(part, peersOn);
              }),
            );
            added.set(moved, (added.get(moved) ?? 0) + value);
          }
        }
        const rows = [...added].map(([values, value]) => {
          const fields = JSON.parse(values) as string[];
          return { ...Object.fromEntries(key.map((part, at) => [part, fields[at]])), [column]: value };
        });
        await client.query(
          `insert into ${name} as t (${[...key, column].join(', ')})
           select ${[...key, column].join(', ')} from jsonb_populate_recordset(null::${name}, $1::jsonb)
           on conflict (${key.join(', ')}) do update set ${column} = t.${column} + excluded.${column}`,
          [JSON.stringify(rows)],
        );
      }
    });
  }
}

/** Clones of ended complaints that lie further back: the windows that were open after their end are over by now. */
async function endWindows({ databaseUrls }: BenchPlatform): Promise<void> {
  await withConnection(databaseUrls.routing, async (client) => {
    await client.query(
      `update ${await tableWith(client, 'next_fire_at')} set state = $1, ended_at = due_at, next_fire_at = null
       where next_fire_at <= now()`,
      [machines.clock.state.MET],
    );
  });
}

/** What lies on the topic now is in the rows already. */
async function moveReaders({ databaseUrls, infrastructure, topicPrefix }: BenchPlatform): Promise<void> {
  const ends = await withAdmin(infrastructure.brokers, (admin) => admin.fetchTopicOffsets(`${topicPrefix}${STORY}`));
  for (const service of SERVICES) {
    await withConnection(databaseUrls[service], async (client) => {
      const { rowCount } = await client.query(
        `update ${await tableWith(client, 'partition', 'next_offset')} p set next_offset = e.next from unnest($2::int[], $3::bigint[]) as e(partition, next)
         where p.topic = $1 and p.partition = e.partition`,
        [STORY, ends.map(({ partition }) => partition), ends.map(({ high }) => high)],
      );
      if (rowCount !== ends.length) throw new Error(`${service} has read ${rowCount} of ${ends.length} partitions`);
    });
  }
}

function difference(after: Sums, before: Sums): Sums {
  return new Map(
    [...after].map(([table, sums]) => {
      const changes = [...sums].map(([key, value]) => [key, value - (before.get(table)?.get(key) ?? 0)] as const);
      return [table, new Map(changes.filter(([, change]) => change !== 0))];
    }),
  );
}

async function countRunningClocks(
  { databaseUrls }: BenchPlatform,
  complaints: readonly { readonly complaintId: string }[],
): Promise<number> {
  return withConnection(databaseUrls.routing, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(next_fire_at)::int as count from ${await tableWith(client, 'next_fire_at')}
       where complaint_id = any($1::uuid[])`,
      [complaints.map(({ complaintId }) => complaintId)],
    );
    return rows[0]?.count ?? 0;
  });
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}
