import { setTimeout as delay } from 'node:timers/promises';
import { type Endpoints, MailCatcher } from '@redress/local';
import { SeededRandom } from '@redress/testing';
import {
  type Course,
  ConnectedWorkplace,
  type LifeMix,
  type Letter,
  live,
  nextLife,
  readComplaintTexts,
  submissions,
} from '@redress/workload';
import { answerParent } from '../process/answer-parent';

/** What a population has done so far. */
export interface LivesSoFar {
  /** Lives that ended as they should, by how they went. */
  readonly ended: Readonly<Partial<Record<Course, number>>>;
  /** How long each of them took, in the order of their ends. */
  readonly secondsEach: readonly number[];
  /** Requests answered. */
  readonly requests: number;
  readonly letters: number;
  /** Why lives ended otherwise. */
  readonly failures: readonly string[];
}

/** What the population can be asked. */
export type PopulationTalk = {
  /** Takes letters from now on; answers the URL of its mail server. */
  takeLetters: [question: null, answer: string];
  /** Meets a platform. */
  arrive: [question: { endpoints: Endpoints; seed: number; mix: LifeMix }, answer: null];
  /** Lets so many lives go on at the same time from now on: each that ends is followed by another. */
  liveAtOnce: [question: number, answer: null];
  soFar: [question: null, answer: LivesSoFar];
  /** Begins no life any more and resolves when all have ended. */
  finish: [question: null, answer: LivesSoFar];
};

const KEPT_FAILURES = 20;

/** Complainants, staff and the mail server, all in this process. */
class Population {
  private readonly letters = new Map<string, Letter[]>();
  private readonly ended: Partial<Record<Course, number>> = {};
  private readonly secondsEach: number[] = [];
  private readonly failures: string[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private wanted = 0;
  private requests = 0;
  private received = 0;
  private mail: MailCatcher | undefined;
  private place: ConnectedWorkplace | undefined;
  private nextOne: (() => Promise<Course>) | undefined;

  async takeLetters(): Promise<string> {
    // Letters are kept here by address, and only for as long as their life goes on.
    this.mail = await MailCatcher.start({ keep: 1 });
    this.mail.onCaught((letter) => {
      this.received += 1;
      for (const address of letter.to) {
        const letters = this.letters.get(address);
        if (letters) letters.unshift(letter);
        else this.letters.set(address, [letter]);
      }
    });
    return this.mail.smtpUrl;
  }

  async arrive({ endpoints, mix, seed }: PopulationTalk['arrive'][0]): Promise<null> {
    const random = new SeededRandom(seed, 'lives');
    const stream = submissions(seed, readComplaintTexts());
    const place = await ConnectedWorkplace.open(endpoints, {
      letters: (to) => this.letters.get(to.toLowerCase()) ?? [],
      observer: () => (this.requests += 1),
    });
    this.place = place;
    this.nextOne = async () => {
      const plan = nextLife(random, mix);
      const submission = stream.next().value;
      try {
        await live(place, plan, submission);
      } finally {
        this.letters.delete(submission.complainant.email);
      }
      return plan.course;
    };
    return null;
  }

  liveAtOnce(count: number): null {
    this.wanted = count;
    while (this.underWay.size < this.wanted) this.begin();
    return null;
  }

  soFar(): LivesSoFar {
    const { ended, failures, received, requests, secondsEach } = this;
    return { ended: { ...ended }, secondsEach: [...secondsEach], requests, letters: received, failures: [...failures] };
  }

  async finish(): Promise<LivesSoFar> {
    this.wanted = 0;
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    return this.soFar();
  }

  async close(): Promise<void> {
    this.wanted = 0;
    await this.place?.close();
    await this.mail?.stop();
  }

  private begin(): void {
    const startedAtMs = performance.now();
    const life = (this.nextOne?.() ?? Promise.reject(new Error('The population has not arrived')))
      .then((course) => {
        this.ended[course] = (this.ended[course] ?? 0) + 1;
        this.secondsEach.push((performance.now() - startedAtMs) / 1000);
      })
      .catch(async (error: Error) => {
        if (this.failures.length < KEPT_FAILURES) this.failures.push(error.message);
        await delay(1_000);
      })
      .finally(() => {
        this.underWay.delete(life);
        if (this.underWay.size < this.wanted) this.begin();
      });
    this.underWay.add(life);
  }
}

const population = new Population();
answerParent<PopulationTalk>(
  {
    takeLetters: () => population.takeLetters(),
    arrive: (question) => population.arrive(question),
    liveAtOnce: (count) => population.liveAtOnce(count),
    soFar: () => population.soFar(),
    finish: () => population.finish(),
  },
  () => population.close(),
);
