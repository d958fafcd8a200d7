import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { SERVICES, type ServiceName } from '@redress/contracts';
import type { Api, Caller } from './api';
import type { Ends } from './log-ends';

interface Idle {
  readonly idle: boolean;
  readonly pending: Readonly<Record<string, number>>;
  readonly explained?: readonly string[];
}

const POLL_MS = 20;
const PATIENCE_MS = 120_000;
/** From then on a service is asked to name what it has left to do. */
const EXPLAINED_AFTER_MS = 60_000;

/**
 * Drives the business time of the platform: a step is told to every service, and time moves on only when none of them has
 * anything left to do at it.
 */
export class Stage {
  private at: Date;

  /**
   * @param driver may step the clock (scope `clock:drive`)
   * @param ends tells where the topics end; nothing is at rest while they grow
   * @param patience how long {@link settle} waits, in real time
   */
  constructor(
    private readonly api: Api,
    private readonly driver: Caller,
    private readonly ends: () => Promise<Ends>,
    startsAt: Date,
    private readonly patience = { inAllMs: PATIENCE_MS, explainedAfterMs: EXPLAINED_AFTER_MS },
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
    const { explainedAfterMs, inAllMs } = this.patience;
    const begunAt = Date.now();
    const deadline = begunAt + inAllMs;
    for (let ends = await this.ends(); ;) {
      const busy = await this.busy(ends, Date.now() - begunAt >= explainedAfterMs);
      const before = ends;
      if (busy.length > 0) await delay(POLL_MS);
      ends = await this.ends();
      if (busy.length === 0 && isDeepStrictEqual(before, ends)) return;
      if (Date.now() > deadline) {
        throw new Error(`The platform did not come to rest within ${inAllMs / 1000} s: ${busy.join('; ')}`);
      }
    }
  }

  private async busy(ends: Ends, explain: boolean): Promise<string[]> {
    const body = { ends, ...(explain ? { explain } : {}) };
    const states = await this.everywhere((service) =>
      this.api.call<Idle>({ service, method: 'POST', path: '/internal/idle', by: this.driver, body }),
    );
    return states.flatMap(({ explained = [], idle, pending }, index) =>
      idle ? [] : [[`${SERVICES[index]}: ${JSON.stringify(pending)}`, ...explained].join('\n  ')],
    );
  }

  private everywhere<T>(ask: (service: ServiceName) => Promise<T>): Promise<T[]> {
    return Promise.all(SERVICES.map((service) => ask(service)));
  }
}
