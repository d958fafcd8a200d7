import { join } from 'node:path';
import { eventually } from '@redress/infrastructure';
import { type SigningSource, SubmissionPublisher } from '@redress/workload';
import { Client } from 'pg';
import type { BareConsumerTalk } from '../bare/bare-consumer';
import { bareDatabase } from '../bare/bare-registration-service';
import { type RegistrationSample, sampleRegistration } from '../bare/registration-records';
import { type CpuByName, cpuMsByName, cpuUsEach, describeCpu } from '../cpu';
import { against, atLeast, type Figure, measured } from '../figure';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import { median } from '../statistics';
import { directoryWithCallers } from '../submissions/callers';
import { registerOne, stopAllBut, targetOf } from '../submissions/b1-submissions';
import { submission } from '../submissions/submission-bodies';
import { type Look, measuredLooks, rateBetween } from './registered-rate';
import { countRegistrations } from './registrations';

const LEAST_RATIO = 0.35;
const BACKLOG = 100_000;
const QUICK_BACKLOG = 30_000;
const RECORDS_IN_A_REQUEST = 2_000;
const LOOK_EVERY_MS = 100;
const DONE_WITHIN_MS = 300_000;
/** Signs what the baseline reads: the records are as large as those of the product. */
const NOBODY: SigningSource = { id: 'urn:bench:baseline', key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
/** Partitions that the baseline takes at a time: it tries all, the fastest is what the product is compared with. */
const LANES = [1, 2, 4];

/** B2: records of the submissions topic registered per second. */
export const submissionsAsRecords: Measurement = {
  id: 'B2',
  title: 'submissions registered from the topic',
  run: (context) => new RecordsBench(context).run(),
};

/** Puts signed submissions of a system on a topic; answers as soon as the broker has all of them. */
export async function publishSubmissions(
  context: BenchContext,
  topicPrefix: string,
  source: SigningSource,
  first: number,
  count: number,
): Promise<void> {
  const publisher = await SubmissionPublisher.open(context.infrastructure.brokers, topicPrefix, [source]);
  try {
    for (let from = first; from < first + count; from += RECORDS_IN_A_REQUEST) {
      const length = Math.min(RECORDS_IN_A_REQUEST, first + count - from);
      await publisher.publish(
        Array.from({ length }, (_, index) => ({
          source: source.id,
          id: `record-${from + index}`,
          submission: submission(context.texts, from + index),
        })),
      );
    }
  } finally {
    await publisher.close();
  }
}

/** The system that comes with the directory of the product. */
export function sourceOf(platform: BenchPlatform): SigningSource {
  const [source] = platform.endpoints.sources;
  if (!source) throw new Error('The directory of the platform has no source');
  return source;
}

interface RecordsRound {
  readonly perSecond: number;
  /** Microseconds of processor time a record, by process. */
  readonly cpuUs: CpuByName;
}

interface LookWithCpu extends Look {
  readonly cpuMs: CpuByName;
}

class RecordsBench {
  private readonly backlog: number;
  private published = 0;

  constructor(private readonly context: BenchContext) {
    this.backlog = context.quick ? QUICK_BACKLOG : BACKLOG;
  }

  async run(): Promise<Figure[]> {
    const { context } = this;
    const platform = await context.startPlatform({ directoryFile: directoryWithCallers(context) });
    try {
      await stopAllBut(platform, 'intake');
      const sample = await sampleRegistration(
        context.infrastructure.brokers,
        platform.topicPrefix,
        await registerOne(await targetOf(context, platform)),
      );
      const tuning = new Map<number, number>();
      for (const lanes of LANES) {
        context.progress(`B2: bare baseline, ${lanes} partitions at a time`);
        tuning.set(lanes, (await this.bareRound(sample, lanes)).perSecond);
      }
      const [lanes] = [...tuning].reduce((best, one) => (one[1] > best[1] ? one : best));
      const bare: RecordsRound[] = [];
      const product: RecordsRound[] = [];
      for (let round = 0; round < context.rounds; round++) {
        context.progress(`B2: round ${round + 1} of ${context.rounds}`);
        bare.push(await this.bareRound(sample, lanes));
        product.push(await this.productRound(platform));
      }
      const value = measured(product.map(({ perSecond }) => perSecond));
      const baseline = median(bare.map(({ perSecond }) => perSecond));
      return [
        {
          id: 'B2',
          title: 'submissions registered from the topic, only intake running',
          unit: '/s',
          ...value,
          ...against(value.value, baseline),
          goal: atLeast(LEAST_RATIO, value.value / baseline, 'ratio'),
          remarks: [
            `back-log of ${this.backlog.toLocaleString('en-US')} records a round, one unit and day; the first tenth is warm-up`,
            `intake also publishes meanwhile; the baseline (kafkajs eachBatch, 500 in a statement) leaves its outbox alone`,
            `bare baseline takes ${lanes} partitions at a time; tried: ` +
              [...tuning].map(([tried, perSecond]) => `${tried}: ${Math.round(perSecond)} /s`).join(', '),
            `product, a record: ${describeCpu(product.map(({ cpuUs }) => cpuUs))}`,
            `bare,    a record: ${describeCpu(bare.map(({ cpuUs }) => cpuUs))}`,
          ],
        },
      ];
    } finally {
      await platform.stop();
    }
  }

  private async productRound(platform: BenchPlatform): Promise<RecordsRound> {
    const intake = platform.service('intake');
    await intake.stop();
    await publishSubmissions(this.context, platform.topicPrefix, sourceOf(platform), this.published, this.backlog);
    this.published += this.backlog;
    await intake.start();
    const round = await this.watch(platform.databaseUrls.intake, { intake: intake.pid ?? 0 });
    await intake.ready(DONE_WITHIN_MS);
    return round;
  }

  private async bareRound(sample: RegistrationSample, lanes: number): Promise<RecordsRound> {
    const { context } = this;
    const { brokers } = context.infrastructure;
    const databaseUrl = await bareDatabase(context);
    const topicPrefix = await context.createTopics();
    await publishSubmissions(context, topicPrefix, NOBODY, 0, this.backlog);
    const consumer = await context.startProcess<BareConsumerTalk>(join(__dirname, '..', 'bare', 'bare-consumer.js'));
    try {
      await consumer.ask('start', { databaseUrl, brokers, topicPrefix, sample, lanes });
      return await this.watch(databaseUrl, { consumer: consumer.pid });
    } finally {
      await consumer.stop();
    }
  }

  /** Looks at the counter of numbers, which is one row, until the back-log is registered. */
  private async watch(databaseUrl: string, pids: Readonly<Record<string, number>>): Promise<RecordsRound> {
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    try {
      const before = await countRegistrations(database);
      const looks: LookWithCpu[] = [];
      await eventually(
        async () => {
          const registered = (await countRegistrations(database)) - before;
          looks.push({ registered, atMs: performance.now(), cpuMs: cpuMsByName(pids, this.context.infrastructure) });
          return registered >= this.backlog;
        },
        { timeoutMs: DONE_WITHIN_MS, intervalMs: LOOK_EVERY_MS, what: `${this.backlog} records to be registered` },
      );
      const { first, last } = measuredLooks(looks, this.backlog);
      return {
        perSecond: rateBetween(first, last),
        cpuUs: cpuUsEach(first.cpuMs, last.cpuMs, last.registered - first.registered),
      };
    } finally {
      await database.end();
    }
  }
}
