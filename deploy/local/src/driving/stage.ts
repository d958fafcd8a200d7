import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { SERVICES, type ServiceName } from '@redress/contracts';
import type { Api, Caller } from './api';
import type { Ends } from './log-ends';

interface Idle {
  readonly idle: boolean;
  readonly pending: Readonly<Record<string, number>>;
}

const POLL_MS = 20;
const PATIENCE_MS = 120_000;

/**
 * Drives the business time of the platform: a step is told to every service, and time moves on only when none of them has
 * anything left to do at it.
 */
export class Stage {
  private at: Date;

  /**
   * @param driver may step the clock (scope `clock:drive`)
   * @param ends tells where the topics end; nothing is at rest while they grow
   */
  constructor(
    private readonly api: Api,
    private readonly driver: Caller,
    private readonly ends: () => Promise<Ends>,
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
      this.api.call({
        service,
        method: 'POST',
        path: '/internal/clock',
        by: this.driver,
        body: { now: at.toISOString() },
      }),
    );
    this.at = at;
  }

  /**
   * Resolves when the platform is at rest: nothing was published while each service was asked and found to have read
   * everything, to have no due clock and no letter to send, and an empty outbox. Work that leaves one service is in its
   * outbox, or on a topic and unread by the next, so it cannot slip through.
   * @throws when something is left after two minutes of real time, naming it
   */
  async settle(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let ends = await this.ends(); ;) {
      const busy = await this.busy(ends);
      const before = ends;
      if (busy.length > 0) await delay(POLL_MS);
      ends = await this.ends();
      if (busy.length === 0 && isDeepStrictEqual(before, ends)) return;
      if (Date.now() > deadline) {
        throw new Error(`The platform did not come to rest within ${PATIENCE_MS / 1000} s: ${busy.join('; ')}`);
      }
    }
  }

  private async busy(ends: Ends): Promise<string[]> {
    const states = await this.everywhere((service) =>
      this.api.call<Idle>({ service, method: 'POST', path: '/internal/idle', by: this.driver, body: { ends } }),
    );
    return states.flatMap(({ idle, pending }, index) =>
      idle ? [] : [`${SERVICES[index]}: ${JSON.stringify(pending)}`],
    );
  }

  private everywhere<T>(ask: (service: ServiceName) => Promise<T>): Promise<T[]> {
    return Promise.all(SERVICES.map((service) => ask(service)));
  }
}
