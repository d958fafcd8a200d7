import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@redress/contracts';
import type { Api, Caller } from '../platform/api';

interface Idle {
  readonly idle: boolean;
  readonly pending: Readonly<Record<string, number>>;
}

const POLL_MS = 15;
const PATIENCE_MS = 120_000;

/**
 * Drives the business time of the platform: a step is told to every service, and time moves on only when none of them has
 * anything left to do at it.
 */
export class Stage {
  private at: Date;

  /**
   * @param driver may step the clock (scope `clock:drive`)
   * @param published tells how many records are on the story; nothing is at rest while it grows
   */
  constructor(
    private readonly api: Api,
    private readonly driver: Caller,
    private readonly published: () => Promise<bigint>,
    startsAt: Date,
  ) {
    this.at = startsAt;
  }

  /** Business time. */
  get now(): Date {
    return this.at;
  }

  /** Steps the clock of every service. Time never goes back: an earlier instant changes nothing. */
  async advanceTo(at: Date): Promise<void> {
    if (at <= this.at) return;
    await this.everywhere((service) =>
      this.api.call({ service, method: 'POST', path: '/internal/clock', by: this.driver, body: { now: at.toISOString() } }),
    );
    this.at = at;
  }

  /**
   * Resolves when the platform is at rest: every service idle (outbox empty, everything read, letters sent, due clocks
   * fired) in two rounds between which nothing was published. Work that leaves one service is either still in its outbox,
   * or on a topic and counted as unread by its readers, so it cannot slip through both rounds.
   * @throws when something is left after two minutes of real time, naming it
   */
  async settle(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let restful = 0, before: bigint | undefined; ; ) {
      const busy = await this.busy();
      if (busy.length === 0) {
        const published = await this.published();
        restful = published === before ? restful + 1 : 0;
        before = published;
        if (restful > 0) return;
        continue;
      }
      restful = 0;
      before = undefined;
      if (Date.now() > deadline) {
        throw new Error(`The platform did not come to rest within ${PATIENCE_MS / 1000} s: ${busy.join('; ')}`);
      }
      await delay(POLL_MS);
    }
  }

  private async busy(): Promise<string[]> {
    const states = await this.everywhere((service) =>
      this.api.call<Idle>({ service, method: 'GET', path: '/internal/idle', by: this.driver }),
    );
    return states.flatMap(({ idle, pending }, index) =>
      idle ? [] : [`${SERVICES[index]}: ${JSON.stringify(pending)}`],
    );
  }

  private everywhere<T>(ask: (service: ServiceName) => Promise<T>): Promise<T[]> {
    return Promise.all(SERVICES.map((service) => ask(service)));
  }
}
