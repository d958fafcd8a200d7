import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { demoDirectoryFile } from '@redress/local';
import { BEHIND_A_PROXY, type LifeMix, USUAL_MIX } from '@redress/workload';
import { cpuMsOfPlatform, cpuMsOf } from '../cpu';
import { atMost, type Figure, measured } from '../figure';
import { roomyDirectory } from '../latency/roomy-directory';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import type { WorkerProcess } from '../process/worker-process';
import { median } from '../statistics';
import type { LivesSoFar, PopulationTalk } from './population';

const LARGEST_SHARE = 0.4;
const AT_ONCE = [8, 16, 32];
/** Of them those that have been the fastest in some run. */
const QUICK_AT_ONCE = [16, 32];
const TUNING_SECONDS = 8;

/** B4: whole lives per second, and what each costs. */
export const wholeLives: Measurement = {
  id: 'B4',
  title: 'whole lives, six services, staff through HTTP',
  run: (context) => new LivesBench(context).run(),
};

/** What is told apart when processor time is counted. */
const BESIDES = ['PostgreSQL', 'Kafka', 'people and mail server'] as const;
type Spender = ServiceName | (typeof BESIDES)[number];

interface LivesRound {
  readonly lives: number;
  readonly perSecond: number;
  readonly secondsEach: readonly number[];
  readonly requestsEach: number;
  /** Milliseconds of processor time for each life. */
  readonly cpuMs: Readonly<Record<Spender, number>>;
}

class LivesBench {
  constructor(private readonly context: BenchContext) {}

  async run(): Promise<Figure[]> {
    const seconds = this.context.quick ? 15 : 25;
    const { atOnce, rounds } = await this.withPopulation(async (platform, people) => {
      const tried = new Map<number, number>();
      for (const count of this.context.quick ? QUICK_AT_ONCE : AT_ONCE) {
        this.context.progress(`B4: ${count} lives at once`);
        tried.set(count, (await this.round(platform, people, count, TUNING_SECONDS)).perSecond);
      }
      const [best] = [...tried].reduce((one, other) => (other[1] > one[1] ? other : one));
      const measuredRounds: LivesRound[] = [];
      for (let round = 0; round < this.context.rounds; round++) {
        this.context.progress(`B4: round ${round + 1} of ${this.context.rounds}, ${best} lives at once`);
        measuredRounds.push(await this.round(platform, people, best, seconds));
      }
      await finished(people);
      return { atOnce: best, rounds: measuredRounds };
    });
    return this.figures(atOnce, rounds);
  }

  private async withPopulation<T>(
    work: (platform: BenchPlatform, people: WorkerProcess<PopulationTalk>) => Promise<T>,
  ): Promise<T> {
    const { context } = this;
    const people = await context.startProcess<PopulationTalk>(join(__dirname, 'population.js'));
    let platform: BenchPlatform | undefined;
    try {
      const REDRESS_SMTP_URL = await people.ask('takeLetters', null);
      platform = await context.startPlatform({
        directoryFile: roomyDirectory(context, demoDirectoryFile()),
        environment: { ...BEHIND_A_PROXY, notification: { REDRESS_SMTP_URL } },
      });
      await people.ask('arrive', { endpoints: platform.endpoints, seed: context.seed, mix: USUAL_MIX });
      return await work(platform, people);
    } finally {
      await people.stop();
      await platform?.stop();
    }
  }

  /** Lets so many lives go on and counts those that end, and what is spent meanwhile. */
  private async round(
    platform: BenchPlatform,
    people: WorkerProcess<PopulationTalk>,
    atOnce: number,
    seconds: number,
  ): Promise<LivesRound> {
    await people.ask('liveAtOnce', atOnce);
    await delay(Math.min(seconds, TUNING_SECONDS) * 500);
    const [before, spentBefore, startedAtMs] = [
      await people.ask('soFar', null),
      this.spent(platform, people),
      performance.now(),
    ];
    await delay(seconds * 1000);
    const [after, spentAfter, endedAtMs] = [
      await people.ask('soFar', null),
      this.spent(platform, people),
      performance.now(),
    ];
    failOn(after);
    const lives = after.secondsEach.length - before.secondsEach.length;
    const each = (spender: Spender) => (spentAfter[spender] - spentBefore[spender]) / lives;
    return {
      lives,
      perSecond: (lives * 1000) / (endedAtMs - startedAtMs),
      secondsEach: after.secondsEach.slice(before.secondsEach.length),
      requestsEach: (after.requests - before.requests) / lives,
      cpuMs: Object.fromEntries([...SERVICES, ...BESIDES].map((spender) => [spender, each(spender)])) as Record<
        Spender,
        number
      >,
    };
  }

  private spent(platform: BenchPlatform, people: WorkerProcess<PopulationTalk>): Record<Spender, number> {
    const cpu = cpuMsOfPlatform(platform, this.context.infrastructure);
    const beside = { PostgreSQL: 0, Kafka: 0, 'people and mail server': cpuMsOf(people.pid) };
    return { ...beside, ...cpu } as Record<Spender, number>;
  }

  private figures(atOnce: number, rounds: readonly LivesRound[]): Figure[] {
    const middle = (of: (round: LivesRound) => number) => median(rounds.map(of));
    const cpuOf = (spender: Spender) => middle((round) => round.cpuMs[spender]);
    const ofServices = SERVICES.reduce((sum, name) => sum + cpuOf(name), 0);
    const shares = SERVICES.map((name) => ({ name, share: cpuOf(name) / ofServices }));
    const largest = shares.reduce((one, other) => (other.share > one.share ? other : one));
    const all = [...SERVICES, ...BESIDES].reduce((sum, spender) => sum + cpuOf(spender), 0);
    return [
      {
        id: 'B4',
        title: 'whole lives a second',
        unit: '/s',
        ...measured(rounds.map(({ perSecond }) => perSecond)),
        remarks: [
          `${atOnce} lives at once; ${percentages(USUAL_MIX)}`,
          `a life takes ${median(rounds.flatMap(({ secondsEach }) => secondsEach)).toFixed(2)} s (median) and ` +
            `${middle(({ requestsEach }) => requestsEach).toFixed(1)} requests`,
          `ms of CPU a life: ${[...SERVICES, ...BESIDES].map((spender) => `${spender} ${cpuOf(spender).toFixed(1)}`).join(', ')}`,
        ],
      },
      {
        id: 'B4.cpu',
        title: 'CPU of everything for one life',
        unit: 'ms',
        ...measured(rounds.map(({ cpuMs }) => Object.values(cpuMs).reduce((sum, ms) => sum + ms, 0))),
        remarks: [`of ${all.toFixed(0)} ms the six services take ${ofServices.toFixed(0)} ms`],
      },
      {
        id: 'B4.largestShare',
        title: `largest share of the CPU of the services: ${largest.name}`,
        unit: '%',
        ...measured([largest.share * 100]),
        goal: atMost(LARGEST_SHARE * 100, largest.share * 100, 'share', '%'),
        remarks: [shares.map(({ name, share }) => `${name} ${(share * 100).toFixed(0)} %`).join(', ')],
      },
    ];
  }
}

/** Lets all lives end; they must end as they should. */
async function finished(people: WorkerProcess<PopulationTalk>): Promise<void> {
  failOn(await people.ask('finish', null));
}

function failOn({ failures }: LivesSoFar): void {
  if (failures.length > 0) throw new Error(`${failures.length} lives did not end as they should: ${failures[0]}`);
}

function percentages({ courses, doors }: LifeMix): string {
  const words = (shares: Readonly<Record<string, number>>) =>
    Object.entries(shares)
      .map(([name, percent]) => `${name.toLowerCase()} ${percent} %`)
      .join(', ');
  return `${words(doors)}; ${words(courses)}`;
}
