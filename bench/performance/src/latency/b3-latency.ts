import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { eventually } from '@redress/infrastructure';
import { Client } from 'pg';
import { startBareRegistration } from '../bare/bare-registration-service';
import { type RegistrationSample, sampleRegistration } from '../bare/registration-records';
import { against, atMost, type Figure, measured } from '../figure';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import type { WorkerProcess } from '../process/worker-process';
import { median } from '../statistics';
import { directoryWithCallers, tokensOfCallers } from '../submissions/callers';
import { submission } from '../submissions/submission-bodies';
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

const PER_SECOND = 50;
/** Six processes and the broker compile what they run often; until they have, they take twice as long and more. */
const WARM_UP_SECONDS = 90;
const QUICK_WARM_UP_SECONDS = 45;
const RAMP_SECONDS = 2;
/** A machine that is slower than the load falls behind; how far is the figure, and no failure. */
const SEEN_WITHIN_MS = 240_000;
const BARE_POOL = 4;
const LONGEST: Partial<Record<Quantile, number>> = { p50: 3, p99: 5 };

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
  title: `latency at ${PER_SECOND} complaints per second`,
  run: (context) => new LatencyBench(context).run(),
};

class LatencyBench {
  private readonly pace: Pace;
  private readonly warmUpSeconds: number;
  private taken = 0;

  constructor(private readonly context: BenchContext) {
    this.pace = { perSecond: PER_SECOND, warmUpSeconds: RAMP_SECONDS, seconds: context.quick ? 15 : 20 };
    this.warmUpSeconds = context.quick ? QUICK_WARM_UP_SECONDS : WARM_UP_SECONDS;
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
      await tellCommits(routing, 'work_item', 'complaint_id', 'new.handler_id is not null');
      await tellCommits(analytics, 'complaint_fact', 'complaint_id');
      await witness.ask('watchCommits', { name: 'assigned', databaseUrl: routing });
      await witness.ask('watchCommits', { name: 'visible', databaseUrl: analytics });
      const tokens = await tokensOfCallers(platform);
      const rounds: StageLatencies[] = [];
      let last: Arrival | undefined;
      context.progress('B3: warm-up');
      const warmUp = { ...this.pace, seconds: this.warmUpSeconds };
      await this.productRound(platform, tokens, arrivals, witness, warmUp);
      for (let round = 0; round < context.rounds; round++) {
        context.progress(`B3: round ${round + 1} of ${context.rounds}`);
        const { arrived, latencies } = await this.productRound(platform, tokens, arrivals, witness);
        rounds.push(latencies);
        last = arrived.at(-1);
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
    pace = this.pace,
  ): Promise<{ arrived: readonly Arrival[]; latencies: StageLatencies }> {
    const count = (pace.warmUpSeconds + pace.seconds) * pace.perSecond;
    const submissions = Array.from({ length: count }, (_, index) => this.nextSubmission(index));
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
    const { at } = await witness.ask('letters', null);
    const counted = submissions.slice(count - arrived.length);
    return {
      arrived,
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
    const body = submission(this.context.texts, serial);
    const address = `c${serial}@customer.example`;
    return { address, body: { ...body, complainant: { ...(body['complainant'] as object), email: address } } };
  }

  private async sampleOf(platform: BenchPlatform, complaintId: string): Promise<RegistrationSample> {
    const database = new Client({ connectionString: platform.databaseUrls.intake });
    await database.connect();
    try {
      const { rows } = await database.query<{ complaintNo: string }>(
        'select complaint_no as "complaintNo" from complaint where complaint_id = $1',
        [complaintId],
      );
      const complaintNo = rows[0]?.complaintNo ?? '';
      const { brokers } = this.context.infrastructure;
      return await sampleRegistration(brokers, platform.topicPrefix, { complaintId, complaintNo });
    } finally {
      await database.end();
    }
  }

  private async measureBare(
    arrivals: WorkerProcess<ArrivalsTalk>,
    witness: WorkerProcess<WitnessTalk>,
    sample: RegistrationSample,
    letterBytes: number,
  ): Promise<StageLatencies[]> {
    const { context, pace } = this;
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
      const rounds: StageLatencies[] = [];
      const count = (pace.warmUpSeconds + pace.seconds) * pace.perSecond;
      for (let round = 0; round < context.rounds; round++) {
        context.progress(`B3: bare baselines, round ${round + 1} of ${context.rounds}`);
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
        rounds.push({
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

  private figures(rounds: readonly StageLatencies[], bare: readonly StageLatencies[]): Figure[] {
    const figures = STAGES.flatMap((stage) =>
      (Object.keys(QUANTILES) as Quantile[]).map((quantile): Figure => {
        const value = measured(quantiles(rounds, stage, quantile));
        const beside = against(value.value, median(quantiles(bare, stage, quantile)));
        const limit = LONGEST[quantile];
        return {
          id: `B3.${stage}.${quantile}`,
          title: `${TITLES[stage]}, ${quantile}`,
          unit: 'ms',
          ...value,
          ...beside,
          ...(limit === undefined ? {} : { goal: atMost(limit, beside.ratio, 'ratio') }),
          remarks: quantile === 'p50' ? [`baseline: ${BASELINES[stage]}`] : [],
        };
      }),
    );
    const [main] = figures;
    if (!main) return [];
    const assigned = rounds.reduce((sum, round) => sum + round.assigned.length, 0);
    const all = rounds.reduce((sum, round) => sum + round.registered.length, 0);
    return [
      {
        ...main,
        id: 'B3',
        remarks: [
          `${PER_SECOND} submissions a second in an open loop for ${this.pace.seconds} s a round after ${this.warmUpSeconds} s of ` +
            'warm-up, counted from when each was due',
          'commits are told by the database itself (a trigger that notifies, on both sides), letters by the mail server',
          `${assigned} of ${all} were assigned by the rules; the others wait for a person and are not counted as assigned`,
        ],
      },
      ...figures,
    ];
  }
}

function addressOf(key: string): string {
  return `${key}@customer.example`;
}
