import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { eventually, withConnection } from '@redress/infrastructure';
import { Client } from 'pg';
import { startBareRegistration } from '../bare/bare-registration-service';
import { type RegistrationSample, sampleRegistration } from '../bare/registration-records';
import { tableWith } from '../catalogue';
import { cpuMsBetween, cpuMsOfPlatform, sumOf } from '../cpu';
import { against, atMost, type Figure, measured } from '../figure';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import type { WorkerProcess } from '../process/worker-process';
import { median } from '../statistics';
import { directoryWithCallers, tokensOfCallers } from '../submissions/callers';
import { submissionFrom } from '../submissions/submission-bodies';
import type { Arrival, ArrivalsTalk, Pace } from './arrivals';
import type { BareHopTalk } from './bare-hop';
import { HOP_SCHEMA } from './hop-schema';
import { roomyDirectory } from './roomy-directory';
import {
  quantiles,
  type Quantile,
  QUANTILES,
  type Stage,
  type StageLatencies,
  STAGES,
  untilSeen,
  untilTaken,
} from './stages';
import { tellCommits } from './tell-commits';
import type { WitnessTalk } from './witness';

/** Complaints a second; the last of them is the main one. */
const RATES = [5, 20, 50] as const;
type Rate = (typeof RATES)[number];
const MAIN: Rate = 50;
/** Few complaints a second take longer until there are enough of them. */
const SECONDS: Readonly<Record<Rate, number>> = { 5: 30, 20: 20, 50: 20 };
const QUICK_SECONDS: Readonly<Record<Rate, number>> = { 5: 20, 20: 15, 50: 15 };
/** Six processes and the broker compile what they run often; until they have, they take twice as long and more. */
const WARM_UP_SECONDS = 90;
const QUICK_WARM_UP_SECONDS = 45;
const RAMP_SECONDS = 2;
const DISPATCHER = 'staff:lu.dispatch';
/** A machine that is slower than the load falls behind; how far is the figure, and no failure. */
const SEEN_WITHIN_MS = 240_000;
const BARE_POOL = 4;
const MOST_CPU_MS = 30;
/** How many times the p50 of the bare way each stage may take. */
const LONGEST: Readonly<Record<Rate, Partial<Record<Stage, number>>>> = {
  5: { registered: 3, acknowledged: 9 },
  20: { registered: 3, assigned: 12, acknowledged: 8, visible: 12 },
  50: { registered: 3, assigned: 18, acknowledged: 12, visible: 12 },
};

const TITLES: Readonly<Record<Stage, string>> = {
  registered: 'submission until it is answered: registered',
  assigned: 'submission until the assignment is committed',
  acknowledged: 'submission until the mail server has the acceptance letter',
  visible: 'submission until it is committed to the projections of analytics',
};
const BASELINES: Readonly<Record<Stage, string>> = {
  registered: 'the bare server of B1',
  assigned: 'one bare hop: produce, consume, commit one row',
  acknowledged: 'two bare hops, then bare SMTP',
  visible: 'two bare hops',
};

/** B3: how long it takes from a submission until the complaint is registered, assigned, acknowledged and counted. */
export const latencyOfStages: Measurement = {
  id: 'B3',
  title: `latency at ${RATES.join(', ')} complaints a second`,
  run: (context) => new LatencyBench(context).run(),
};

interface ProductRound {
  readonly arrived: readonly Arrival[];
  readonly latencies: StageLatencies;
  /** Milliseconds of processor time of the whole platform for each complaint. */
  readonly cpuMs: number;
}

class LatencyBench {
  private readonly warmUpSeconds: number;
  private taken = 0;

  constructor(private readonly context: BenchContext) {
    this.warmUpSeconds = context.quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS;
  }

  private paceAt(perSecond: Rate): Pace {
    const seconds = (this.context.quick ? QUICK_SECONDS : SECONDS)[perSecond];
    return { perSecond, warmUpSeconds: RAMP_SECONDS, seconds };
  }

  async run(): Promise<Figure[]> {
    const { context } = this;
    const arrivals = await context.startProcess<ArrivalsTalk>(join(__dirname, 'arrivals.js'));
    const witness = await context.startProcess<WitnessTalk>(join(__dirname, 'witness.js'));
    try {
      const { rounds, sample } = await this.measureProduct(arrivals, witness);
      const { bytes } = await witness.ask('letters', null);
      // The product has been stopped: the bare way has the machine for itself.
      const bare = await this.measureBare(arrivals, witness, sample, bytes);
      return this.figures(rounds, bare);
    } finally {
      await arrivals.stop();
      await witness.stop();
    }
  }

  private async measureProduct(arrivals: WorkerProcess<ArrivalsTalk>, witness: WorkerProcess<WitnessTalk>) {
    const { context } = this;
    const REDRESS_SMTP_URL = await witness.ask('takeLetters', null);
    const platform = await context.startPlatform({
      directoryFile: roomyDirectory(context, directoryWithCallers(context)),
      environment: { notification: { REDRESS_SMTP_URL } },
    });
    try {
      const { analytics, routing } = platform.databaseUrls;
      const workList = await withConnection(routing, (client) => tableWith(client, 'handler_id', 'due_clock_id'));
      const projection = await withConnection(analytics, (client) => tableWith(client, 'complaint_id', 'fold'));
      await tellCommits(routing, workList, 'complaint_id', 'new.handler_id is not null');
      await tellCommits(analytics, projection, 'complaint_id');
      await witness.ask('watchCommits', { name: 'assigned', databaseUrl: routing });
      await witness.ask('watchCommits', { name: 'visible', databaseUrl: analytics });
      const tokens = await tokensOfCallers(platform);
      const rounds = perRate<ProductRound[]>(() => []);
      let last: Arrival | undefined;
      context.progress('B3: warm-up');
      const warmUp = { ...this.paceAt(MAIN), seconds: this.warmUpSeconds };
      await this.productRound(platform, tokens, arrivals, witness, warmUp);
      for (let round = 0; round < context.rounds; round++) {
        for (const rate of RATES) {
          context.progress(`B3: round ${round + 1} of ${context.rounds}, ${rate} a second`);
          const measuredRound = await this.productRound(platform, tokens, arrivals, witness, this.paceAt(rate));
          rounds[rate].push(measuredRound);
          last = measuredRound.arrived.at(-1);
        }
      }
      const sample = await this.sampleOf(platform, last?.key ?? '');
      return { rounds, sample };
    } finally {
      for (const name of ['assigned', 'visible']) await witness.ask('stopWatching', name);
      await platform.stop();
    }
  }

  private async productRound(
    platform: BenchPlatform,
    tokens: readonly string[],
    arrivals: WorkerProcess<ArrivalsTalk>,
    witness: WorkerProcess<WitnessTalk>,
    pace: Pace,
  ): Promise<ProductRound> {
    const count = (pace.warmUpSeconds + pace.seconds) * pace.perSecond;
    const submissions = Array.from({ length: count }, (_, index) => this.nextSubmission(index));
    const cpuBefore = cpuMsOfPlatform(platform, this.context.infrastructure);
    const arrived = await arrivals.ask('submit', {
      pace,
      url: `${platform.urls.intake}/v1/complaints`,
      tokens,
      bodies: submissions.map(({ body }) => JSON.stringify(body)),
    });
    this.taken += count;
    await eventually(async () => (await witness.ask('countLetters', null)) >= this.taken, {
      timeoutMs: SEEN_WITHIN_MS,
      what: 'every complaint to be acknowledged',
    });
    await eventually(async () => (await witness.ask('countCommits', 'visible')) >= this.taken, {
      timeoutMs: SEEN_WITHIN_MS,
      what: 'every complaint to be visible in analytics',
    });
    const cpuMs = sumOf(cpuMsBetween(cpuBefore, cpuMsOfPlatform(platform, this.context.infrastructure), count));
    const { at } = await witness.ask('letters', null);
    const counted = submissions.slice(count - arrived.length);
    return {
      arrived,
      cpuMs,
      latencies: {
        registered: untilTaken(arrived),
        assigned: untilSeen(arrived, await witness.ask('commits', 'assigned')),
        acknowledged: untilSeen(arrived, at, (_, index) => counted[index]?.address ?? ''),
        visible: untilSeen(arrived, await witness.ask('commits', 'visible')),
      },
    };
  }

  /** Each by a complainant with an address of their own, by which their letter is known. */
  private nextSubmission(index: number) {
    const serial = this.taken + index;
    const address = `c${serial}@customer.example`;
    return { address, body: submissionFrom(address, this.context.texts, serial) };
  }

  private async sampleOf(platform: BenchPlatform, complaintId: string): Promise<RegistrationSample> {
    const answer = await fetch(`${platform.urls.intake}/v1/complaints/${complaintId}`, {
      headers: { authorization: `Bearer ${await platform.signedToken(DISPATCHER)}` },
    });
    if (answer.status !== 200) throw new Error(`${complaintId} is answered by ${answer.status}`);
    const { complaintNo } = (await answer.json()) as { complaintNo: string };
    const { brokers } = this.context.infrastructure;
    return sampleRegistration(brokers, platform.topicPrefix, { complaintId, complaintNo });
  }

  private async measureBare(
    arrivals: WorkerProcess<ArrivalsTalk>,
    witness: WorkerProcess<WitnessTalk>,
    sample: RegistrationSample,
    letterBytes: number,
  ): Promise<Record<Rate, StageLatencies[]>> {
    const { context } = this;
    const { brokers } = context.infrastructure;
    const server = await startBareRegistration(context, sample, { statement: 'one', connections: BARE_POOL });
    const first = await this.bareHopDatabase(witness, 'first hop');
    const second = await this.bareHopDatabase(witness, 'second hop');
    const [from, to] = [await context.createTopics(), await context.createTopics()];
    const [topic, onwardTopic] = [`${from}complaint.lifecycle.v1`, `${to}complaint.lifecycle.v1`];
    const mail = { url: await witness.ask('takeLetters', null), bytes: letterBytes };
    const script = join(__dirname, 'bare-hop.js');
    const hops = [
      await context.startProcess<BareHopTalk>(script),
      await context.startProcess<BareHopTalk>(script),
    ] as const;
    try {
      await hops[0].ask('start', { brokers, databaseUrl: first, topic, onwardTopic });
      await hops[1].ask('start', { brokers, databaseUrl: second, topic: onwardTopic, mail });
      const rounds = perRate<StageLatencies[]>(() => []);
      for (const rate of Array.from({ length: context.rounds }, () => RATES).flat()) {
        context.progress(`B3: bare baselines, ${rate} a second`);
        const pace = this.paceAt(rate);
        const count = (pace.warmUpSeconds + pace.seconds) * pace.perSecond;
        const registered = await arrivals.ask('submit', {
          pace,
          url: server.url,
          tokens: ['none'],
          bodies: Array.from({ length: count }, (_, index) => JSON.stringify(this.nextSubmission(index).body)),
        });
        const keys = Array.from({ length: count }, (): string => randomUUID());
        const produced = await arrivals.ask('produce', {
          pace,
          brokers,
          topic,
          keys,
          headers: JSON.parse(sample.event.headers) as Record<string, string>,
          value: sample.event.value,
        });
        const lastAddress = addressOf(keys.at(-1) ?? '');
        await eventually(async () => (await witness.ask('letters', null)).at.has(lastAddress), {
          timeoutMs: SEEN_WITHIN_MS,
          what: 'the last record to go its way',
        });
        rounds[rate].push({
          registered: untilTaken(registered),
          assigned: untilSeen(produced, await witness.ask('commits', 'first hop')),
          acknowledged: untilSeen(produced, (await witness.ask('letters', null)).at, ({ key }) => addressOf(key)),
          visible: untilSeen(produced, await witness.ask('commits', 'second hop')),
        });
      }
      return rounds;
    } finally {
      for (const hop of hops) await hop.stop();
      for (const name of ['first hop', 'second hop']) await witness.ask('stopWatching', name);
      await server.stop();
    }
  }

  private async bareHopDatabase(witness: WorkerProcess<WitnessTalk>, name: string): Promise<string> {
    const databaseUrl = await this.context.createDatabase('hop');
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    await database.query(HOP_SCHEMA);
    await database.end();
    await tellCommits(databaseUrl, 'hop', 'id');
    await witness.ask('watchCommits', { name, databaseUrl });
    return databaseUrl;
  }

  private figures(rounds: Record<Rate, ProductRound[]>, bare: Record<Rate, StageLatencies[]>): Figure[] {
    const figures = RATES.toReversed().flatMap((rate) => [
      ...latencyFigures(
        rate,
        rounds[rate].map(({ latencies }) => latencies),
        bare[rate],
      ),
      cpuFigure(
        rate,
        rounds[rate].map(({ cpuMs }) => cpuMs),
      ),
    ]);
    const [main] = figures;
    if (!main) return [];
    const all = Object.values(rounds).flat();
    const count = (stage: Stage) => all.reduce((sum, { latencies }) => sum + latencies[stage].length, 0);
    return [
      {
        ...main,
        id: 'B3',
        remarks: [
          `submissions in an open loop, ${RATES.map((rate) => `${this.paceAt(rate).seconds} s at ${rate}/s`).join(', ')} a round, ` +
            `after ${this.warmUpSeconds} s of warm-up, counted from when each was due`,
          'commits are told by the database itself (a trigger that notifies, on both sides), letters by the mail server',
          `${count('assigned')} of ${count('registered')} were assigned by the rules; the others wait for a person and are not counted as assigned`,
        ],
      },
      ...figures,
    ];
  }
}

/** Those of the main rate have no rate in their ids. */
function prefixOf(rate: Rate): string {
  return rate === MAIN ? 'B3' : `B3.at${rate}`;
}

function latencyFigures(rate: Rate, rounds: readonly StageLatencies[], bare: readonly StageLatencies[]): Figure[] {
  return STAGES.flatMap((stage) =>
    (Object.keys(QUANTILES) as Quantile[]).map((quantile): Figure => {
      const value = measured(quantiles(rounds, stage, quantile));
      const beside = against(value.value, median(quantiles(bare, stage, quantile)));
      const limit = quantile === 'p50' ? LONGEST[rate][stage] : undefined;
      return {
        id: `${prefixOf(rate)}.${stage}.${quantile}`,
        title: `${TITLES[stage]}, at ${rate}/s, ${quantile}`,
        unit: 'ms',
        ...value,
        ...beside,
        ...(limit === undefined ? {} : { goal: atMost(limit, beside.ratio, 'ratio') }),
        remarks: quantile === 'p50' && rate === MAIN ? [`baseline: ${BASELINES[stage]}`] : [],
      };
    }),
  );
}

function cpuFigure(rate: Rate, cpuMs: readonly number[]): Figure {
  const value = measured(cpuMs);
  return {
    id: `${prefixOf(rate)}.cpu`,
    title: `CPU of the six services, PostgreSQL and Kafka for a complaint, at ${rate}/s`,
    unit: 'ms',
    ...value,
    ...(rate === MAIN ? { goal: atMost(MOST_CPU_MS, value.value, 'each', 'ms') } : {}),
    remarks: [],
  };
}

function perRate<T>(make: () => T): Record<Rate, T> {
  return Object.fromEntries(RATES.map((rate) => [rate, make()])) as Record<Rate, T>;
}

function addressOf(key: string): string {
  return `${key}@customer.example`;
}
