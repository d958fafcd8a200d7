import { SERVICES } from '@redress/contracts';
import { startBareRegistration } from '../bare/bare-registration-service';
import type { BareWriting } from '../bare/bare-server';
import { sampleRegistration } from '../bare/registration-records';
import { describeCpu } from '../cpu';
import { against, atLeast, atMost, type Figure, measured } from '../figure';
import type { HttpLoadTalk, LoadTarget } from '../load/http-load';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import type { WorkerProcess } from '../process/worker-process';
import { median } from '../statistics';
import { directoryWithCallers, tokensOfCallers } from './callers';
import { ceilingOf, CONNECTIONS, startLoad, submitAtFullSpeed, type SubmissionRound } from './http-submissions';
import { submissionBodies } from './submission-bodies';

const BODIES = 2_000;
/** Ways to write that the baseline tries; the fastest is what the product is compared with. */
const WAYS: readonly BareWriting[] = [
  { statement: 'one', connections: 2 },
  { statement: 'one', connections: 4 },
  { statement: 'one', connections: 8 },
  { statement: 'one', connections: 16 },
  { statement: 'grouped', connections: 1 },
  { statement: 'grouped', connections: 2 },
];
/** Of them those that have been the fastest in some run. */
const QUICK_WAYS = WAYS.filter(({ statement, connections }) => statement === 'grouped' || connections === 4);
const TUNING_SECONDS = 2;
/** What runs for months is measured when its code is compiled, which takes thousands of requests. */
const WARM_UP_SECONDS = 10;
const LEAST_RATIO = 0.5;
const MOST_DRAIN_SECONDS = 5;

/** B1: submissions accepted over HTTP per second. */
export const submissionsOverHttp: Measurement = {
  id: 'B1',
  title: 'submissions accepted over HTTP',
  run: (context) => measureSubmissions(context),
};

async function measureSubmissions(context: BenchContext): Promise<Figure[]> {
  const seconds = context.quick ? 8 : 12;
  const platform = await context.startPlatform({
    directoryFile: directoryWithCallers(context),
    replicas: { intake: 2 },
  });
  const load = await startLoad(context);
  try {
    await platform.service('intake', 1).stop();
    const target = await targetOf(context, platform);
    const ceiling = await ceilingOf(context, load, target);

    context.progress('B1: all six services running');
    await submitTo(context, platform, load, target, WARM_UP_SECONDS);
    const withAll: SubmissionRound[] = [];
    for (let round = 0; round < context.rounds; round++) {
      withAll.push(await submitTo(context, platform, load, target, seconds));
    }

    await stopAllBut(platform, 'intake');
    const sample = await sampleRegistration(
      context.infrastructure.brokers,
      platform.topicPrefix,
      await registerOne(target),
    );
    const tuning = new Map<BareWriting, number>();
    for (const way of context.quick ? QUICK_WAYS : WAYS) {
      context.progress(`B1: bare baseline, ${nameOf(way)}`);
      const bare = await startBareRegistration(context, sample, way);
      const round = () =>
        submitAtFullSpeed(context, load, { ...target, url: bare.url }, bare.databaseUrl, bare.pids, TUNING_SECONDS);
      await round();
      tuning.set(way, (await round()).perSecond);
      await bare.stop();
    }
    const [way] = [...tuning].reduce((best, one) => (one[1] > best[1] ? one : best));

    const bare = await startBareRegistration(context, sample, way);
    const submitBare = (forSeconds: number) =>
      submitAtFullSpeed(context, load, { ...target, url: bare.url }, bare.databaseUrl, bare.pids, forSeconds);
    await submitBare(WARM_UP_SECONDS);
    await submitTo(context, platform, load, target, WARM_UP_SECONDS);
    const alone: SubmissionRound[] = [];
    const bareRounds: SubmissionRound[] = [];
    for (let round = 0; round < context.rounds; round++) {
      context.progress(`B1: round ${round + 1} of ${context.rounds}`);
      // In turns, so that both see the same machine.
      bareRounds.push(await submitBare(seconds));
      alone.push(await submitTo(context, platform, load, target, seconds));
    }
    await bare.stop();
    const both = await submitToBoth(context, platform, load, target, seconds);

    const value = measured(alone.map(({ perSecond }) => perSecond));
    const valueOfBoth = measured(both.map(({ perSecond }) => perSecond));
    const valueWithAll = measured(withAll.map(({ perSecond }) => perSecond));
    const baseline = median(bareRounds.map(({ perSecond }) => perSecond));
    const drain = measured([...alone, ...withAll].map(({ drainMs }) => drainMs / 1000));
    const ratio = value.value / baseline;
    return [
      {
        id: 'B1',
        title: 'HTTP submissions accepted, 32 connections, 700 B text, only intake running',
        unit: '/s',
        ...value,
        ...against(value.value, baseline),
        goal: atLeast(LEAST_RATIO, ratio, 'ratio'),
        remarks: [
          `${CONNECTIONS} connections, 200 callers, one unit and day, ${seconds} s a round after ${WARM_UP_SECONDS} s of warm-up`,
          `the load generator alone, against a server that does nothing: ${rate(ceiling.accepted / ceiling.seconds)}, ` +
            `${Math.round((ceiling.cpuMs * 1000) / ceiling.accepted)} µs of CPU a request`,
          `bare baseline: fastify + pg, ${nameOf(way)}, relay beside it; ` +
            `tried: ${[...tuning].map(([tried, perSecond]) => `${nameOf(tried)} ${rate(perSecond)}`).join(', ')}`,
          `product ${describe(alone)}`,
          `bare    ${describe(bareRounds)}`,
        ],
      },
      {
        id: 'B1.allRunning',
        title: 'the same with all six services running',
        unit: '/s',
        ...valueWithAll,
        ...against(valueWithAll.value, baseline),
        remarks: [`product ${describe(withAll)}`, 'the baseline has the machine for itself, as in B1'],
      },
      {
        id: 'B1.twoReplicas',
        title: 'as B1, with two replicas of intake',
        unit: '/s',
        ...valueOfBoth,
        ...against(valueOfBoth.value, value.value),
        remarks: [
          'the baseline is one replica, as in B1; each has half of the connections, and one of them the relay',
          `product ${describe(both)}`,
        ],
      },
      {
        id: 'B1.relay',
        title: 'time from the last answer until all was published',
        unit: 's',
        ...drain,
        goal: atMost(MOST_DRAIN_SECONDS, drain.max, 'longest', 's'),
        remarks: [
          `rows in the outbox when the last answer came: ${[...alone, ...withAll].map((round) => round.outboxDepth).join(', ')}; ` +
            `bare: ${bareRounds.map((round) => round.outboxDepth).join(', ')}`,
        ],
      },
    ];
  } finally {
    await load.stop();
    await platform.stop();
  }
}

/** Whom and what to submit to this platform. */
export async function targetOf(context: BenchContext, platform: BenchPlatform): Promise<LoadTarget> {
  return {
    url: `${platform.urls.intake}/v1/complaints`,
    tokens: await tokensOfCallers(platform),
    bodies: submissionBodies(context.texts, BODIES),
  };
}

/** One round against the platform. */
export async function submitTo(
  context: BenchContext,
  platform: BenchPlatform,
  load: WorkerProcess<HttpLoadTalk>,
  target: LoadTarget,
  seconds: number,
): Promise<SubmissionRound> {
  const pids = { intake: pidOfIntake(platform, 0) };
  return submitAtFullSpeed(context, load, target, platform.databaseUrls.intake, pids, seconds);
}

function pidOfIntake(platform: BenchPlatform, replica: number): number {
  const { pid } = platform.service('intake', replica);
  if (pid === undefined) throw new Error('intake does not run');
  return pid;
}

/** Rounds against both replicas of intake, the second of which is started for it. */
async function submitToBoth(
  context: BenchContext,
  platform: BenchPlatform,
  load: WorkerProcess<HttpLoadTalk>,
  target: LoadTarget,
  seconds: number,
): Promise<SubmissionRound[]> {
  await platform.service('intake', 1).restart();
  const [, ...others] = platform.endpoints.replicas.intake;
  const both = { ...target, alsoAt: others.map((url) => `${url}/v1/complaints`) };
  const pids = { first: pidOfIntake(platform, 0), second: pidOfIntake(platform, 1) };
  const round = (forSeconds: number) =>
    submitAtFullSpeed(context, load, both, platform.databaseUrls.intake, pids, forSeconds);
  context.progress('B1: two replicas of intake');
  await round(WARM_UP_SECONDS);
  const rounds: SubmissionRound[] = [];
  for (let count = 0; count < context.rounds; count++) rounds.push(await round(seconds));
  return rounds;
}

/** Registers one complaint over HTTP, for what its records look like. */
export async function registerOne({
  url,
  tokens,
  bodies,
}: LoadTarget): Promise<{ complaintId: string; complaintNo: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens[0]}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: bodies[0] ?? '',
  });
  if (response.status !== 201)
    throw new Error(`A submission was answered by ${response.status}: ${await response.text()}`);
  return (await response.json()) as { complaintId: string; complaintNo: string };
}

/** Ends the other services, so that this one has the machine. */
export async function stopAllBut(platform: BenchPlatform, kept: (typeof SERVICES)[number]): Promise<void> {
  await Promise.all(SERVICES.filter((name) => name !== kept).map((name) => platform.service(name).stop()));
}

function describe(rounds: readonly SubmissionRound[]): string {
  const middle = (of: (round: SubmissionRound) => number) => median(rounds.map(of));
  return (
    `p50 ${middle((round) => round.p50Ms).toFixed(1)} ms, p99 ${middle((round) => round.p99Ms).toFixed(1)} ms; ` +
    `a submission: ${describeCpu(rounds.map(({ cpuUs }) => cpuUs))}`
  );
}

function nameOf({ statement, connections }: BareWriting): string {
  return `${statement === 'one' ? 'a statement each' : 'a statement for a group'} on ${connections}`;
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en-US')} /s`;
}
