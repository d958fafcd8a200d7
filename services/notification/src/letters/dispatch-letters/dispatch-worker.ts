import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '@redress/persistence';
import { IdleRegistry, Worker } from '@redress/service-host';
import { SqlLetters, type ClaimedLetter } from '../sql-letters';
import { DispatchSignal } from './dispatch-signal';
import { LetterDispatch } from './letter-dispatch';
import { MailSender } from './mail-sender';

/** So long a letter lies still whose worker died. */
const LEASE_MS = 15_000;
/** Leases of letters that are being sent are renewed, since a mail server may take its time. */
const RENEW_MS = LEASE_MS / 3;
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
const AFTER_ERROR_MS = 1_000;

/**
 * Sends letters over several connections to the mail server (architecture, decision 4). Real time only: business time may
 * wait while letters go out.
 */
@Injectable()
export class DispatchWorker extends Worker {
  private readonly logger = new Logger('letters');
  private readonly owner = randomUUID();
  private readonly inFlight = new Map<string, Promise<void>>();
  private renewal: NodeJS.Timeout | undefined;
  private loop: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private wokenAtMs = performance.now();
  private endWait: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly letters: SqlLetters,
    private readonly dispatching: LetterDispatch,
    private readonly mail: MailSender,
    signal: DispatchSignal,
    idle: IdleRegistry,
  ) {
    super();
    signal.listen(() => this.wake());
    idle.register('letters', () => letters.pending(database));
  }

  start(): void {
    this.stopping = false;
    this.renewal ??= setInterval(() => void this.renew(), RENEW_MS);
    this.loop ??= this.work();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    this.loop = undefined;
    await Promise.all(this.inFlight.values());
    clearInterval(this.renewal);
    this.renewal = undefined;
  }

  /** Sends what can be sent now, once each. @returns how many letters were looked at */
  async runOnce(): Promise<number> {
    let count = 0;
    for (;;) {
      const claimed = await this.claim(this.capacity);
      if (claimed.length === 0) return count;
      count += claimed.length;
      await Promise.all(claimed.map((letter) => this.dispatching.dispatch(letter, this.owner)));
    }
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      try {
        const free = this.capacity - this.inFlight.size;
        // Half of the room at a time: letters that are ready are claimed by the handful, not one by one.
        const claimed = free >= this.capacity / 2 ? await this.claim(free) : [];
        for (const letter of claimed) this.begin(letter);
        if (claimed.length === 0 || claimed.length < free) await this.wait(this.pollMs);
      } catch (error) {
        this.logger.error(error);
        await this.wait(AFTER_ERROR_MS);
      }
    }
  }

  private get pollMs(): number {
    return performance.now() - this.wokenAtMs < RESTS_AFTER_MS ? POLL_MS : RESTING_POLL_MS;
  }

  private get capacity(): number {
    return this.mail.connections * LETTERS_PER_CONNECTION;
  }

  private claim(limit: number): Promise<ClaimedLetter[]> {
    return this.letters.claim(this.database, this.owner, limit, LEASE_MS);
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

  private async renew(): Promise<void> {
    if (this.inFlight.size === 0) return;
    await this.letters
      .renew(this.database, this.owner, [...this.inFlight.keys()], LEASE_MS)
      .catch((error: unknown) => this.logger.error(error));
  }

  /** A failure of ours, not of the mail server: the letter need not wait for the end of its lease. */
  private async release(letter: ClaimedLetter, error: unknown): Promise<void> {
    this.logger.error(error);
    await this.letters
      .postpone(this.database, letter.letterId, this.owner, { delayMs: AFTER_ERROR_MS * 5, isUncertain: true })
      .catch(() => undefined);
  }

  private wake(): void {
    this.woken = true;
    this.wokenAtMs = performance.now();
    this.endWait?.();
  }

  private async wait(atMostMs: number): Promise<void> {
    if (!this.woken && !this.stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs);
        this.endWait = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.endWait = undefined;
    }
    this.woken = false;
  }
}
