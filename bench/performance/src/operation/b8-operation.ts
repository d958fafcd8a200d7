import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { eventually } from '@redress/infrastructure';
import { launch } from '@redress/local';
import { Client } from 'pg';
import { tableWith } from '../catalogue';
import { cpuMsBetween, cpuMsOfPlatform, describeCpuMs, sumOf } from '../cpu';
import { atMost, type Figure, measured } from '../figure';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import { publishSubmissions, sourceOf } from '../records/b2-records';
import { countRegistrations } from '../records/registrations';
import { targetOf } from '../submissions/b1-submissions';
import { directoryWithCallers } from '../submissions/callers';
import { CONNECTIONS, startLoad } from '../submissions/http-submissions';
import { OUTBOX } from '../submissions/outbox';
import { megabytes, memoryAtRest, memoryInParts, memoryNow, peakMemory } from './resident-memory';

const MOST_IDLE_MB = 200;
const MOST_IDLE_CORES = 0.12;
const IDLE_SECONDS = 30;
const MOST_START_SECONDS = 20;
const MOST_DRAIN_SECONDS = 30;
const OUTAGE_SECONDS = 60;
const BEFORE_OUTAGE_SECONDS = 3;
const PER_SECOND = 100;
const BACKLOG = 20_000;
const QUICK_BACKLOG = 5_000;
const DONE_WITHIN_MS = 300_000;
const LEAST_STARTS = 3;

/** B8: memory, start-up and an outage of the broker. */
export const operation: Measurement = {
  id: 'B8',
  title: 'memory, start-up, outage of the broker',
  async run(context) {
    const platform = await context.startPlatform({ directoryFile: directoryWithCallers(context) });
    const figures: Figure[] = [];
    try {
      figures.push(...(await memoryFigures(context, platform)), ...(await outageFigures(context, platform)));
    } finally {
      await platform.stop();
    }
    // What the outage has left to be worked on would take the machine from whatever starts.
    return [...figures, await startUpFigure(context)];
  },
};

async function memoryFigures(context: BenchContext, platform: BenchPlatform): Promise<Figure[]> {
  const started = memoryNow(platform);
  context.progress('B8: memory at rest');
  const idle = await memoryAtRest(platform);
  const atRest = await idleFigure(context, platform);
  const parts = new Map<ServiceName, string>();
  for (const name of SERVICES) parts.set(name, await memoryInParts(platform, name));
  const backlog = context.quick ? QUICK_BACKLOG : BACKLOG;
  context.progress(`B8: memory while ${backlog} records are registered`);
  const work = publishSubmissions(context, platform.topicPrefix, sourceOf(platform), 0, backlog).then(() =>
    untilRegistered(platform, backlog),
  );
  const busy = await peakMemory(platform, work);
  const largest = Math.max(...SERVICES.map((name) => megabytes(idle[name])));
  const smallest = Math.min(...SERVICES.map((name) => megabytes(idle[name])));
  return [
    {
      id: 'B8',
      title: 'memory (RSS) of the largest service, idle',
      unit: 'MB',
      value: largest,
      min: smallest,
      max: largest,
      goal: atMost(MOST_IDLE_MB, largest, 'each', 'MB'),
      remarks: [
        'idle: after the start, when memory has changed by less than 1 % for 16 s; min is the smallest service',
      ],
    },
    ...SERVICES.map((name) => ({
      id: `B8.${name}`,
      title: `memory (RSS) of ${name}, idle`,
      unit: 'MB',
      value: megabytes(idle[name]),
      min: megabytes(idle[name]),
      max: megabytes(idle[name]),
      goal: atMost(MOST_IDLE_MB, megabytes(idle[name]), 'idle', 'MB'),
      remarks: [
        parts.get(name) ?? '',
        `right after the start ${megabytes(started[name]).toFixed(0)} MB; ` +
          `at most ${megabytes(busy[name]).toFixed(0)} MB while ${backlog} records were registered with all services running`,
      ],
    })),
    atRest,
  ];
}

/** What the platform takes of the machine while no caller wants anything of it. */
async function idleFigure(context: BenchContext, platform: BenchPlatform): Promise<Figure> {
  context.progress('B8: processor time at rest');
  const [before, startedAtMs] = [cpuMsOfPlatform(platform, context.infrastructure), performance.now()];
  await delay(IDLE_SECONDS * 1000);
  const after = cpuMsOfPlatform(platform, context.infrastructure);
  const cores = cpuMsBetween(before, after, performance.now() - startedAtMs);
  return {
    id: 'B8.idle',
    title: 'the stack at rest: six services, PostgreSQL and Kafka',
    unit: 'cores',
    ...measured([sumOf(cores)]),
    goal: atMost(MOST_IDLE_CORES, sumOf(cores), 'all', 'cores'),
    remarks: [`over ${IDLE_SECONDS} s: ${describeCpuMs(cores, 3)}`],
  };
}

async function outageFigures(context: BenchContext, platform: BenchPlatform): Promise<Figure[]> {
  const broker = context.infrastructure.kafka;
  if (!broker) {
    context.progress('B8: no outage, since the broker is not ours to stop');
    return [];
  }
  const target = await targetOf(context, platform);
  const load = await startLoad(context);
  const waiting = await Waiting.in(platform);
  try {
    context.progress(`B8: the broker is down for ${OUTAGE_SECONDS} s`);
    const seconds = BEFORE_OUTAGE_SECONDS + OUTAGE_SECONDS;
    const submitting = load.ask('steady', { target, connections: CONNECTIONS, seconds, perSecond: PER_SECOND });
    const brokerStopped = delay(BEFORE_OUTAGE_SECONDS * 1000).then(() => broker.stop());
    const [{ accepted, latenciesMs }] = await Promise.all([submitting, brokerStopped]);
    const depth = await waiting.note();
    const upAtMs = performance.now();
    await broker.start();
    const startedMs = performance.now() - upAtMs;
    await eventually(() => waiting.isPublished(), {
      timeoutMs: DONE_WITHIN_MS,
      intervalMs: 100,
      what: 'everything that waited to be published',
    });
    const drainSeconds = (performance.now() - upAtMs) / 1000;
    return [
      {
        id: 'B8.outage',
        title: `broker down for ${OUTAGE_SECONDS} s under ${PER_SECOND} submissions/s: until all that waited is published`,
        unit: 's',
        ...measured([drainSeconds]),
        goal: atMost(MOST_DRAIN_SECONDS, drainSeconds, 'drained', 's'),
        remarks: [
          `counted from the command that starts the broker; the broker itself took ${(startedMs / 1000).toFixed(1)} s of it`,
          `${accepted} submissions, each accepted, the slowest after ${Math.max(...latenciesMs).toFixed(0)} ms; ` +
            `rows waiting at the end of the outage: ${depth}`,
        ],
      },
    ];
  } finally {
    await waiting.close();
    await load.stop();
  }
}

async function startUpFigure(context: BenchContext): Promise<Figure> {
  const home = context.scratchFolder('start-up');
  const start = async () => {
    const startedAtMs = performance.now();
    const platform = await launch({ home, ports: 'any', supervise: false });
    const tookMs = performance.now() - startedAtMs;
    const kind = platform.infrastructure.kind;
    await platform.stop();
    return { seconds: tookMs / 1000, kind };
  };
  context.progress('B8: start-up, cold');
  const cold = await start();
  const warm: number[] = [];
  for (let round = 0; round < (context.quick ? 1 : Math.max(LEAST_STARTS, context.rounds)); round++) {
    context.progress('B8: start-up, warm');
    warm.push((await start()).seconds);
  }
  const value = measured(warm);
  return {
    id: 'B8.startUp',
    title: 'start of servers and six services until all are ready, warm',
    unit: 's',
    ...value,
    goal: atMost(MOST_START_SECONDS, value.value, 'median', 's'),
    remarks: [
      `PostgreSQL and Kafka: ${cold.kind}${cold.kind === 'given' ? ' (not started, so not counted)' : ''}`,
      `cold, with empty data folders: ${cold.seconds.toFixed(1)} s`,
    ],
  };
}

async function untilRegistered(platform: BenchPlatform, count: number): Promise<void> {
  const database = new Client({ connectionString: platform.databaseUrls.intake });
  await database.connect();
  try {
    await eventually(async () => (await countRegistrations(database)) >= count, {
      timeoutMs: DONE_WITHIN_MS,
      intervalMs: 500,
      what: `${count} records to be registered`,
    });
  } finally {
    await database.end();
  }
}

/** What waited in the outboxes of all services at one instant. */
class Waiting {
  private readonly last = new Map<Client, string>();

  private constructor(private readonly databases: ReadonlyMap<Client, string>) {}

  static async in(platform: BenchPlatform): Promise<Waiting> {
    const databases = new Map<Client, string>();
    for (const name of SERVICES) {
      const database = new Client({ connectionString: platform.databaseUrls[name] });
      await database.connect();
      databases.set(database, await tableWith(database, ...OUTBOX));
    }
    return new Waiting(databases);
  }

  /** Remembers what waits now; answers how many rows it is. */
  async note(): Promise<number> {
    let depth = 0;
    for (const [database, outbox] of this.databases) {
      const { rows } = await database.query<{ last: string; depth: string }>(
        `select coalesce(max(id), 0) as last, count(*) as depth from ${outbox}`,
      );
      this.last.set(database, rows[0]?.last ?? '0');
      depth += Number(rows[0]?.depth);
    }
    return depth;
  }

  async isPublished(): Promise<boolean> {
    const looks = await Promise.all(
      [...this.databases].map(([database, outbox]) =>
        database.query(`select from ${outbox} where id <= $1 limit 1`, [this.last.get(database) ?? '0']),
      ),
    );
    return looks.every(({ rowCount }) => rowCount === 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.databases.keys()].map((database) => database.end()));
  }
}
