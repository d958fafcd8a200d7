import { join } from 'node:path';
import { eventually } from '@redress/infrastructure';
import { type CpuByName, cpuMsBetween, cpuMsOfPlatform, describeCpuMs, medianCpu, sumOf } from '../cpu';
import { atLeast, atMost, type Figure, measured } from '../figure';
import { roomyDirectory } from '../latency/roomy-directory';
import type { WitnessTalk } from '../latency/witness';
import type { HttpLoadTalk, LoadTarget } from '../load/http-load';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import type { WorkerProcess } from '../process/worker-process';
import { directoryWithCallers, tokensOfCallers } from '../submissions/callers';
import { CONNECTIONS, startLoad } from '../submissions/http-submissions';
import { submissionFrom } from '../submissions/submission-bodies';
import { storyAtRest, storyLength } from './story-length';

const COMPLAINTS = 3_000;
const WARM_UP = 1_500;
const ONE_BY_ONE = 20;
const LEAST_PER_SECOND = 210;
const MOST_CPU_MS = 8.5;
const MOST_EVENTS = 4.5;
const ANALYST = 'staff:ye.analyst';
const LOOK_EVERY_MS = 50;
/** What the words of a complaint do not tell (one in 25 of the texts) is left to a person, who is not here to assign it. */
const UNDECIDED = 'OTHER';
/** A machine that others use as well may take minutes. */
const DONE_WITHIN_MS = 300_000;

/** How many complaints a second the whole platform handles up to the acknowledgement, and what each of them costs. */
export const capacity: Measurement = {
  id: 'capacity',
  title: `${COMPLAINTS.toLocaleString('en')} complaints at once until all are acknowledged`,
  run: (context) => new CapacityBench(context).run(),
};

interface CapacityRound {
  readonly perSecond: number;
  /** Milliseconds of processor time a complaint, by process. */
  readonly cpuMs: CpuByName;
}

class CapacityBench {
  private submitted = 0;

  constructor(private readonly context: BenchContext) {}

  async run(): Promise<Figure[]> {
    const { context } = this;
    const witness = await context.startProcess<WitnessTalk>(join(__dirname, '..', 'latency', 'witness.js'));
    const load = await startLoad(context);
    const platform = await context.startPlatform({
      directoryFile: roomyDirectory(context, directoryWithCallers(context)),
      environment: { notification: { REDRESS_SMTP_URL: await witness.ask('takeLetters', null) } },
    });
    try {
      const outcomes = new Outcomes(platform, witness, await platform.signedToken(ANALYST));
      const tokens = await tokensOfCallers(platform);
      context.progress('capacity: warm-up');
      await this.round(platform, load, outcomes, tokens, WARM_UP);
      const rounds: CapacityRound[] = [];
      for (let round = 0; round < context.rounds; round++) {
        context.progress(`capacity: round ${round + 1} of ${context.rounds}`);
        rounds.push(await this.round(platform, load, outcomes, tokens, COMPLAINTS));
      }
      context.progress('capacity: one complaint at a time');
      return figuresOf(rounds, await this.eventsEach(platform, load, outcomes, tokens));
    } finally {
      await load.stop();
      await platform.stop();
      await witness.stop();
    }
  }

  private async round(
    platform: BenchPlatform,
    load: WorkerProcess<HttpLoadTalk>,
    outcomes: Outcomes,
    tokens: readonly string[],
    count: number,
  ): Promise<CapacityRound> {
    const target = this.nextTarget(platform, tokens, count);
    const cpuNow = () => cpuMsOfPlatform(platform, this.context.infrastructure);
    await storyAtRest(platform);
    const [before, startedAtMs] = [cpuNow(), performance.now()];
    await load.ask('submitEach', { target, connections: CONNECTIONS });
    await outcomes.reach(this.submitted);
    const [after, endedAtMs] = [cpuNow(), performance.now()];
    return { perSecond: (count * 1000) / (endedAtMs - startedAtMs), cpuMs: cpuMsBetween(before, after, count) };
  }

  /** Records on the story topic for each complaint that comes while nothing else goes on. */
  private async eventsEach(
    platform: BenchPlatform,
    load: WorkerProcess<HttpLoadTalk>,
    outcomes: Outcomes,
    tokens: readonly string[],
  ): Promise<number> {
    const target = this.nextTarget(platform, tokens, ONE_BY_ONE);
    await storyAtRest(platform);
    const before = await storyLength(platform);
    await load.ask('steady', { target, connections: 1, seconds: ONE_BY_ONE, perSecond: 1 });
    await outcomes.reach(this.submitted);
    await storyAtRest(platform);
    return ((await storyLength(platform)) - before) / ONE_BY_ONE;
  }

  /** So many complaints, each by a complainant with an address of their own, by which their letter is known. */
  private nextTarget(platform: BenchPlatform, tokens: readonly string[], count: number): LoadTarget {
    const first = this.submitted;
    this.submitted += count;
    const bodies = Array.from({ length: count }, (_, index) =>
      JSON.stringify(submissionFrom(`c${first + index}@customer.example`, this.context.texts, first + index)),
    );
    return { url: `${platform.urls.intake}/v1/complaints`, tokens: tokens.slice(0, count), bodies };
  }
}

interface Overview {
  readonly total: number;
  readonly milestones: readonly { readonly milestone: string; readonly count: number }[];
  readonly byCategory: readonly { readonly value: string; readonly count: number }[];
}

/** How far complaints have come, as their complainants and the readers of the overview see it. */
class Outcomes {
  constructor(
    private readonly platform: BenchPlatform,
    private readonly witness: WorkerProcess<WitnessTalk>,
    private readonly token: string,
  ) {}

  /** Resolves when the mail server has a letter for each of so many complaints, and the overview counts all that rules decide as assigned. */
  async reach(count: number): Promise<void> {
    await eventually(async () => (await this.witness.ask('countLetters', null)) >= count, {
      timeoutMs: DONE_WITHIN_MS,
      intervalMs: LOOK_EVERY_MS,
      what: `${count} letters`,
    });
    let counted: unknown;
    await eventually(
      async () => {
        const { total, milestones, byCategory } = await this.overview();
        const assigned = milestones.find(({ milestone }) => milestone === 'assigned')?.count ?? 0;
        const leftToPeople = byCategory.find(({ value }) => value === UNDECIDED)?.count ?? 0;
        counted = { total, assigned, leftToPeople };
        return total >= count && assigned + leftToPeople >= count;
      },
      { timeoutMs: DONE_WITHIN_MS, intervalMs: LOOK_EVERY_MS, what: `${count} complaints in the overview` },
    ).catch((error: Error) => {
      throw new Error(`${error.message}; it counts ${JSON.stringify(counted)}`);
    });
  }

  private async overview(): Promise<Overview> {
    const answer = await fetch(`${this.platform.urls.analytics}/v1/overview`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (answer.status !== 200) throw new Error(`The overview answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Overview;
  }
}

function figuresOf(rounds: readonly CapacityRound[], eventsEach: number): Figure[] {
  const value = measured(rounds.map(({ perSecond }) => perSecond));
  const cpu = measured(rounds.map(({ cpuMs }) => sumOf(cpuMs)));
  const cpuByProcess = medianCpu(rounds.map(({ cpuMs }) => cpuMs));
  return [
    {
      id: 'capacity',
      title: `complaints until acknowledged, ${COMPLAINTS.toLocaleString('en')} at once over ${CONNECTIONS} connections`,
      unit: '/s',
      ...value,
      cpuMs: cpu.value,
      cpuByProcess,
      goal: atLeast(LEAST_PER_SECOND, value.value, 'complaints', '/s'),
      remarks: [
        `from the first request until the mail server has the letter of each and the overview counts each as assigned; ` +
          `a round of ${WARM_UP.toLocaleString('en')} before is warm-up`,
        `by round: ${rounds.map(({ perSecond, cpuMs }) => `${perSecond.toFixed(0)}/s ${sumOf(cpuMs).toFixed(1)} ms`).join(', ')}`,
      ],
    },
    {
      id: 'capacity.cpu',
      title: 'CPU of the six services, PostgreSQL and Kafka for each',
      unit: 'ms',
      ...cpu,
      goal: atMost(MOST_CPU_MS, cpu.value, 'each', 'ms'),
      remarks: [describeCpuMs(cpuByProcess), 'load generator and mail server are not counted'],
    },
    {
      id: 'capacity.events',
      title: 'events on the story of each until it is acknowledged, one complaint a second',
      unit: '',
      ...measured([eventsEach]),
      goal: atMost(MOST_EVENTS, eventsEach, 'events'),
      remarks: [`records that ${ONE_BY_ONE} complaints put on the topic before any person acts`],
    },
  ];
}
