import { SERVICES } from '@redress/contracts';
import { aSubmission, BEHIND_A_PROXY, ConnectedWorkplace, live } from '@redress/workload';
import { depositsOf } from '../bulk/bulk-load';
import { largeDirectory } from '../bulk/loaded-platform';
import { waitForRest } from '../bulk/rest';
import { against, atLeast, atMost, type Figure, measured } from '../figure';
import type { HttpLoadTalk, LoadTarget } from '../load/http-load';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import type { WorkerProcess } from '../process/worker-process';
import { median, percentile } from '../statistics';
import { submitTo } from '../submissions/b1-submissions';
import { CONNECTIONS, startLoad } from '../submissions/http-submissions';
import { submissionBodies } from '../submissions/submission-bodies';
import { grownPlatform } from './growth';

const LEAST_RATIO = 0.85;
/** What takes 1 / 0.85 of the time is done at 0.85 of the rate. */
const MOST_TIME = 1.18;
const PER_SECOND = 50;
const LIVES = 5;
const BODIES = 1_000;
const DESCRIPTION_BYTES = 700;
const CALLERS = ['staff:chen.front', 'staff:baker.front', 'staff:lin.intake'];
/** Also of services that were just started again, whose code is not compiled yet. */
const WARM_UP_SECONDS = 10;

/** B9: what the complaints that are there already cost those that come. */
export const costOfGrowth: Measurement = {
  id: 'B9',
  title: 'submissions and whole lives with many complaints in the tables',
  async run(context) {
    const { platform, complaints } = await grownPlatform(context);
    return measureGrowth(context, platform, complaints);
  },
};

/** One of the two platforms that are compared. */
interface Side {
  readonly platform: BenchPlatform;
  readonly target: LoadTarget;
  readonly lifeSeconds: number[];
  readonly p50Ms: number[];
  readonly p99Ms: number[];
  readonly perSecond: number[];
}

/** Compares a platform that holds many complaints with an empty one beside it; afterwards only intake of both still runs. */
export async function measureGrowth(
  context: BenchContext,
  grown: BenchPlatform,
  complaints: number,
): Promise<Figure[]> {
  const { file } = largeDirectory(context);
  const empty = await context.startPlatform({ environment: BEHIND_A_PROXY, directoryFile: file });
  const load = await startLoad(context);
  try {
    const sides = { empty: await sideOf(context, empty), grown: await sideOf(context, grown) };
    // In turns, so that both see the same machine, and each alone on it.
    const both = [sides.empty, sides.grown];
    for (let round = 0; round < context.rounds; round++) {
      context.progress(`B9: round ${round + 1} of ${context.rounds}`);
      for (const side of both) {
        for (const { platform } of both) await stopServices(platform);
        await startServices(side.platform);
        await leadLives(context, side);
        await submitSteadily(context, load, side);
      }
    }
    for (const { platform } of both) {
      await stopServices(platform);
      await platform.service('intake').restart();
    }
    for (const side of both) await submitTo(context, side.platform, load, side.target, WARM_UP_SECONDS);
    for (let round = 0; round < context.rounds; round++) {
      context.progress(`B9: round ${round + 1} of ${context.rounds}, only intake running`);
      for (const side of both) {
        const { perSecond } = await submitTo(context, side.platform, load, side.target, context.quick ? 8 : 12);
        side.perSecond.push(perSecond);
      }
    }
    return figuresOf(sides.empty, sides.grown, complaints);
  } finally {
    await load.stop();
    await empty.stop();
  }
}

async function sideOf(context: BenchContext, platform: BenchPlatform): Promise<Side> {
  const target: LoadTarget = {
    url: `${platform.urls.intake}/v1/complaints`,
    tokens: await Promise.all(CALLERS.map((id) => platform.signedToken(id))),
    bodies: submissionBodies(context.texts, BODIES),
  };
  return { platform, target, lifeSeconds: [], p50Ms: [], p99Ms: [], perSecond: [] };
}

async function stopServices(platform: BenchPlatform): Promise<void> {
  await Promise.all(SERVICES.map((name) => platform.service(name).stop()));
}

/** Starts every service anew and waits until all are ready. */
async function startServices(platform: BenchPlatform): Promise<void> {
  await Promise.all(SERVICES.map((name) => platform.service(name).restart()));
}

/** Lives one after the other, each alone on the platform; the first of all is warm-up. */
async function leadLives(context: BenchContext, { platform, lifeSeconds }: Side): Promise<void> {
  const place = await ConnectedWorkplace.open(platform.endpoints, { letters: (to) => platform.mail.list(to) });
  try {
    for (let life = 0; life <= LIVES; life++) {
      const startedAtMs = performance.now();
      const description = context.texts.text(context.seed + life, DESCRIPTION_BYTES);
      await live(place, { door: 'staff', course: 'PLAIN' }, aSubmission({ description }));
      if (life > 0) lifeSeconds.push((performance.now() - startedAtMs) / 1000);
    }
  } finally {
    await place.close();
  }
}

async function submitSteadily(
  context: BenchContext,
  load: WorkerProcess<HttpLoadTalk>,
  { platform, target, p50Ms, p99Ms }: Side,
): Promise<void> {
  await load.ask('steady', { target, connections: CONNECTIONS, seconds: WARM_UP_SECONDS, perSecond: PER_SECOND });
  const seconds = context.quick ? 8 : 12;
  const { latenciesMs } = await load.ask('steady', {
    target,
    connections: CONNECTIONS,
    seconds,
    perSecond: PER_SECOND,
  });
  p50Ms.push(percentile([...latenciesMs], 0.5));
  p99Ms.push(percentile([...latenciesMs], 0.99));
  // What follows a registration must not fall into what is measured next.
  await waitForRest(depositsOf(platform));
}

function figuresOf(empty: Side, grown: Side, complaints: number): Figure[] {
  const rate = measured(grown.perSecond);
  const emptyRate = median(empty.perSecond);
  const time = (
    id: string,
    title: string,
    unit: string,
    of: (side: Side) => readonly number[],
    remarks: string[] = [],
  ): Figure => {
    const value = measured(of(grown));
    const baseline = median(of(empty));
    return {
      id,
      title,
      unit,
      ...value,
      ...against(value.value, baseline),
      goal: atMost(MOST_TIME, value.value / baseline, 'ratio'),
      remarks,
    };
  };
  return [
    {
      id: 'B9',
      title: `HTTP submissions as in B1, with ${complaints.toLocaleString('en')} complaints in the tables`,
      unit: '/s',
      ...rate,
      ...against(rate.value, emptyRate),
      goal: atLeast(LEAST_RATIO, rate.value / emptyRate, 'ratio'),
      remarks: ['the baseline is an empty platform beside it, measured in turns; of both only intake runs meanwhile'],
    },
    time('B9.registered.p50', `submission until answered at ${PER_SECOND}/s, p50`, 'ms', ({ p50Ms }) => p50Ms),
    time('B9.registered.p99', `submission until answered at ${PER_SECOND}/s, p99`, 'ms', ({ p99Ms }) => p99Ms),
    time('B9.life', 'one whole life, alone on the platform', 's', ({ lifeSeconds }) => lifeSeconds, [
      'through HTTP until it is closed, with assignment, letters and every answer that people wait for',
    ]),
  ];
}
