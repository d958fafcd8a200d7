import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { IdleRegistry, LOGGER, PeriodicWork } from '@redress/service-host';
import { SqlLetters, type ClaimedLetter } from '../sql-letters';
import { DispatchSignal } from './dispatch-signal';
import { LetterDispatch } from './letter-dispatch';
import { MailSender } from './mail-sender';

/** So long a letter lies still whose worker died. */
export const LEASE_MS = 15_000;
/** While one letter of a connection is with the mail server, others are being written and put down as sent. */
const LETTERS_PER_CONNECTION = 8;
/** Dossiers and keys arrive without a signal of their own, but soon before or after what gives one. */
const POLL_MS = 250;
/**
 * After this time without a signal only what went amiss is looked for: a letter whose worker died, one to be tried
 * again.
 */
const RESTS_AFTER_MS = 5_000;
const RESTING_POLL_MS = 2_000;
/** After a failure of ours. */
const TRIED_AGAIN_AFTER_MS = 5_000;

/**
 * Sends letters over several connections to the mail server (architecture, decision 4). A step claims letters for the room that
 * is free and does not wait for them; each that ends wakes the next step, so the room is filled again while others are on
 * their way. Real time only: business time may wait while letters go out.
 */
@Injectable()
export class DispatchWorker extends PeriodicWork<number> {
  private readonly owner = randomUUID();
  private readonly inFlight = new Map<string, Promise<void>>();
  private wokenAtMs = performance.now();

  constructor(
    private readonly database: Database,
    private readonly letters: SqlLetters,
    private readonly dispatching: LetterDispatch,
    private readonly mail: MailSender,
    signal: DispatchSignal,
    idle: IdleRegistry,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
    signal.listen(() => this.wake());
    idle.register('letters', () => letters.pending(database));
  }

  protected get intervalMs(): number {
    return performance.now() - this.wokenAtMs < RESTS_AFTER_MS ? POLL_MS : RESTING_POLL_MS;
  }

  /** Looks at once for letters that were left over. */
  override start(): void {
    super.start();
    this.wake();
  }

  override wake(): void {
    this.wokenAtMs = performance.now();
    super.wake();
  }

  /** Also waits for the letters that are on their way. */
  override async stop(): Promise<void> {
    await super.stop();
    await this.ended();
  }

  /** Sends what can be sent now, once each, and waits for it. @returns how many letters were looked at */
  async drain(): Promise<number> {
    for (let count = 0; ;) {
      const claimed = await this.step();
      if (claimed === 0) return count;
      count += claimed;
      await this.ended();
    }
  }

  /** Holds the letters that are on their way for another lease: a mail server may take its time. */
  async renewLeases(): Promise<void> {
    if (this.inFlight.size === 0) return;
    await this.letters.renew(this.database, this.owner, [...this.inFlight.keys()], LEASE_MS);
  }

  /** @returns how many letters were claimed */
  protected override async work(): Promise<number> {
    const capacity = this.mail.connections * LETTERS_PER_CONNECTION;
    const free = capacity - this.inFlight.size;
    // Half of the room at a time: letters that are ready are claimed by the handful, not one by one.
    if (free < capacity / 2) return 0;
    const claimed = await this.letters.claim(this.database, this.owner, free, LEASE_MS);
    for (const letter of claimed) this.begin(letter);
    return claimed.length;
  }

  private begin(letter: ClaimedLetter): void {
    const task = this.dispatching
      .dispatch(letter, this.owner)
      .catch((error: unknown) => this.release(letter, error))
      .finally(() => {
        this.inFlight.delete(letter.letterId);
        this.wake();
      });
    this.inFlight.set(letter.letterId, task);
  }

  private async ended(): Promise<void> {
    await Promise.all(this.inFlight.values());
  }

  /** A failure of ours, not of the mail server: the letter need not wait for the end of its lease. */
  private async release({ letterId }: ClaimedLetter, error: unknown): Promise<void> {
    this.logger.error({ err: error, letterId }, 'a letter could not be brought on, it will be tried again');
    await this.letters
      .postpone(this.database, letterId, this.owner, { delayMs: TRIED_AGAIN_AFTER_MS, isUncertain: true })
      .catch(() => undefined);
  }
}
