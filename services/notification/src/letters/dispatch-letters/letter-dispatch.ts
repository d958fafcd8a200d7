import { Injectable, Logger } from '@nestjs/common';
import { withRemoteParent } from '@redress/observability';
import { Database, GroupCommit } from '@redress/persistence';
import { machines } from '@redress/contracts';
import type { GivenUp, LetterReason } from '../domain/letter';
import type { LetterContent } from '../domain/letter-content';
import { GIVE_UP_AFTER_MS, retryDelayMs } from '../domain/retry-delay';
import { SqlLetters, type Attempt, type ClaimedLetter, type SealedContent } from '../sql-letters';
import { DispatchMetrics } from './dispatch-metrics';
import { MailSender, type SendResult } from './mail-sender';
import { PrepareLetter } from './prepare-letter';
import { SettleLetter } from './settle-letter';

const { FAILED, SENT, SUPPRESSED } = machines.letter.state;

/** Something that a letter needs is away; it is looked at again after this time. */
const WAIT_MS = 1_000;
const LANES = 2;
const GROUP_SIZE = 200;

/** Brings one claimed letter as far as it can be brought now, in the trace of the event that called for it. */
@Injectable()
export class LetterDispatch {
  private readonly logger = new Logger('letters');
  /** Attempts that are made together are recorded together, each before the mail server hears of it. */
  private readonly attempts: GroupCommit<Attempt, boolean>;

  constructor(
    private readonly database: Database,
    private readonly letters: SqlLetters,
    private readonly preparing: PrepareLetter,
    private readonly settling: SettleLetter,
    private readonly mail: MailSender,
    private readonly metrics: DispatchMetrics,
  ) {
    this.attempts = new GroupCommit({ lanes: LANES, maxSize: GROUP_SIZE, run: (group) => this.record(group) });
  }

  /** @param owner whose lease the letter is under */
  dispatch(letter: ClaimedLetter, owner: string): Promise<void> {
    const { traceparent, letterId, facts } = letter;
    const attributes = { 'redress.letter.id': letterId, 'redress.letter.kind': facts.kind };
    return withRemoteParent(traceparent ?? undefined, 'notification dispatch', attributes, () =>
      this.bringOn(letter, owner),
    );
  }

  private async bringOn(letter: ClaimedLetter, owner: string): Promise<void> {
    const prepared = await this.preparing.prepare(letter);
    switch (prepared.kind) {
      case 'WAIT':
        return this.letters.postpone(this.database, letter.letterId, owner, { delayMs: WAIT_MS, isUncertain: false });
      case 'SUPPRESS':
        return this.end(letter, owner, SUPPRESSED, prepared.reason);
      case 'FAIL':
        this.logger.error({ letterId: letter.letterId, missing: prepared.missing, what: 'letter is incomplete' });
        return this.end(letter, owner, FAILED, prepared.reason);
      case 'SEND':
        return this.send(letter, owner, prepared);
    }
  }

  private async send(
    letter: ClaimedLetter,
    owner: string,
    { content, sealed }: { readonly content: LetterContent; readonly sealed: SealedContent },
  ): Promise<void> {
    // On record before the mail server hears of it: whatever happens from here on, the letter is never written anew.
    if (!(await this.attempts.do({ letterId: letter.letterId, owner, content: sealed }))) return;
    const measured = this.metrics.attempt();
    const result = await this.mail.send(letter.letterId, content, letter.locale);
    measured(result.kind);
    if (result.kind === 'TAKEN') {
      await this.settling.sent(letter, owner);
      this.metrics.ends(letter.facts.kind, SENT);
      return;
    }
    this.logger.warn({ letterId: letter.letterId, attempt: letter.attempts + 1, result, what: 'letter was not taken' });
    if (result.kind === 'REFUSED') return this.end(letter, owner, FAILED, 'REFUSED');
    return this.later(letter, owner, result);
  }

  private async record(attempts: readonly Attempt[]): Promise<boolean[]> {
    const recorded = await this.letters.beginAttempts(this.database, attempts);
    return attempts.map(({ letterId }) => recorded.has(letterId));
  }

  private async later(
    letter: ClaimedLetter,
    owner: string,
    { isUncertain }: Extract<SendResult, { kind: 'LATER' }>,
  ): Promise<void> {
    const delayMs = retryDelayMs(letter.attempts + 1, Math.random());
    const tryingForMs = letter.tryingSince ? Date.now() - letter.tryingSince.getTime() : 0;
    if (tryingForMs + delayMs > GIVE_UP_AFTER_MS) return this.end(letter, owner, FAILED, 'MAIL_SERVER_UNAVAILABLE');
    await this.letters.postpone(this.database, letter.letterId, owner, { delayMs, isUncertain });
  }

  private async end(letter: ClaimedLetter, owner: string, status: GivenUp, reason: LetterReason): Promise<void> {
    await this.settling.givenUp(letter, owner, status, reason);
    this.metrics.ends(letter.facts.kind, status);
  }
}
