import { setTimeout as delay } from 'node:timers/promises';
import { SeededRandom } from '@redress/testing';
import { EVERY_ROAD, live, nextLife } from '@redress/workload';
import type { DriverWorkplace } from './driver-workplace';
import type { Ledger } from './ledger';
import { plantedSubmission } from './planted';

/** So many complaints are worked on at a time; each has a request in flight nearly always. */
const PEOPLE = 48;
const POLL_MS = 20;

/** People who submit complaints and work them to their end, as many at a time, until they are told to go home. */
export class Traffic {
  private isOver = false;
  private lived = 0;

  constructor(
    private readonly place: DriverWorkplace,
    private readonly ledger: Ledger,
    private readonly seed: number,
  ) {}

  /** Complaints that came to their end. */
  get ended(): number {
    return this.lived;
  }

  /** Every answer by its status, repeats included. */
  get answers(): Readonly<Record<string, number>> {
    return this.place.client.answerCounts;
  }

  get inFlight(): number {
    return this.place.client.inFlight;
  }

  start(): void {
    for (let person = 0; person < PEOPLE; person++) void this.work(new SeededRandom(this.seed, 'person', person));
  }

  /**
   * Nothing new begins; resolves when what was asked is answered, or when time is up. @returns commands without an
   * answer
   */
  async wind(timeoutMs: number): Promise<number> {
    this.isOver = true;
    this.place.client.windDown();
    const deadline = performance.now() + timeoutMs;
    while (this.place.client.openCommands > 0 && performance.now() < deadline) await delay(POLL_MS);
    return this.place.client.openCommands;
  }

  /** Resolves when as many requests are in flight, or when time is up. @returns how many are */
  async busy(atLeast: number, timeoutMs: number): Promise<number> {
    const deadline = performance.now() + timeoutMs;
    while (this.inFlight < atLeast && performance.now() < deadline) await delay(1);
    return this.inFlight;
  }

  private async work(random: SeededRandom): Promise<void> {
    while (!this.isOver) {
      const plan = nextLife(random, EVERY_ROAD);
      const submission = plantedSubmission(plan.door);
      try {
        await live(this.place, plan, submission);
        this.lived += 1;
      } catch (error) {
        if (this.isOver) return;
        this.ledger.odd({ what: 'life', detail: `${plan.course} by ${plan.door}: ${(error as Error).message}` });
      } finally {
        this.place.mailbox.forget(submission.complainant.email);
      }
    }
  }
}
