import { Injectable, Logger } from '@nestjs/common';
import { withRemoteParent } from '@redress/observability';
import { Database, GroupCommit } from '@redress/persistence';
import { machines } from '@redress/contracts';
import { escapeHtml } from '../compose-letter/letter-templates';
import { asMail, asTextMessage } from '../domain/kept-letter';
import type { GivenUp, LetterReason } from '../domain/letter';
import type { SendingWay } from '../domain/letter-ways';
import { GIVE_UP_AFTER_MS, retryDelayMs } from '../domain/retry-delay';
import { SqlLetters, type Attempt, type ClaimedLetter } from '../sql-letters';
import { DispatchMetrics } from './dispatch-metrics';
import { MailSender } from './mail-sender';
import { PrepareLetter, type Prepared } from './prepare-letter';
import type { SendResult } from './send-result';
import { SettleLetter } from './settle-letter';
import { SmsGateway } from './sms-gateway';

const { FAILED, REQUESTED, SENT, SUPPRESSED, UNDER_WAY } = machines.letter.state;

/** Something that a letter needs is away; it is looked at again after this time. */
const WAIT_MS = 1_000;
/** The gateway for text messages has as much to do as it may have, or rests. */
const ROOM_MS = 500;
/** What goes by none of them is told otherwise. */
const GIVEN_UP: Readonly<Record<SendingWay, { readonly afterMs: number; readonly reason: LetterReason }>> = {
  EMAIL: { afterMs: GIVE_UP_AFTER_MS, reason: 'MAIL_SERVER_UNAVAILABLE' },
  SMS: { afterMs: GIVE_UP_AFTER_MS / 3, reason: 'SMS_GATEWAY_UNAVAILABLE' },
};
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
    private readonly gateway: SmsGateway,
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
      case 'PLACE':
        if (!(await this.begin(letter, owner, prepared))) return;
        await this.settling.placed(letter, owner, prepared.way);
        return this.metrics.ends(letter.facts.kind, UNDER_WAY);
      case 'LEAVE':
        // Those who tell the complainant need the words.
        if (await this.begin(letter, owner, prepared)) await this.end(letter, owner, FAILED, prepared.reason);
        return;
      case 'SEND':
        return this.send(letter, owner, prepared);
    }
  }

  private async send(
    letter: ClaimedLetter,
    owner: string,
    prepared: Extract<Prepared, { kind: 'SEND' }>,
  ): Promise<void> {
    if (prepared.way === 'EMAIL') return this.attempt(letter, owner, prepared);
    const release = this.gateway.reserve();
    if (!release) {
      return this.letters.postpone(this.database, letter.letterId, owner, { delayMs: ROOM_MS, isUncertain: false });
    }
    try {
      await this.attempt(letter, owner, prepared);
    } finally {
      release();
    }
  }

  private async attempt(
    letter: ClaimedLetter,
    owner: string,
    prepared: Extract<Prepared, { kind: 'SEND' }>,
  ): Promise<void> {
    const { way } = prepared;
    // On record before anybody hears of it: whatever happens from here on, the letter is never written anew.
    if (!(await this.begin(letter, owner, prepared))) return;
    const measured = this.metrics.attempt(way);
    const result = await this.handOver(letter, prepared);
    measured(result.kind);
    if (result.kind === 'TAKEN') {
      if (way === 'EMAIL') await this.settling.sent(letter, owner);
      else await this.settling.takenByGateway(letter, owner);
      return this.metrics.ends(letter.facts.kind, way === 'EMAIL' ? SENT : UNDER_WAY);
    }
    this.logger.warn({
      letterId: letter.letterId,
      way,
      attempt: letter.attempts + 1,
      result,
      what: 'letter was not taken',
    });
    if (result.kind === 'REFUSED') return this.another(letter, owner, way, 'REFUSED');
    return this.later(letter, owner, way, result);
  }

  private handOver(
    { letterId, complaintId, locale }: ClaimedLetter,
    { way, letter }: Extract<Prepared, { kind: 'SEND' }>,
  ): Promise<SendResult> {
    return way === 'EMAIL'
      ? this.mail.send({ letterId, complaintId }, asMail(letter, escapeHtml), locale)
      : this.gateway.send(letterId, letter.to.phone ?? '', asTextMessage(letter));
  }

  private begin(
    { letterId }: ClaimedLetter,
    owner: string,
    { sealed, ...prepared }: Extract<Prepared, { kind: 'SEND' | 'PLACE' | 'LEAVE' }>,
  ): Promise<boolean> {
    const way = 'way' in prepared ? prepared.way : undefined;
    return this.attempts.do({ letterId, owner, content: sealed, way });
  }

  private async record(attempts: readonly Attempt[]): Promise<boolean[]> {
    const recorded = await this.letters.beginAttempts(this.database, attempts);
    return attempts.map(({ letterId }) => recorded.has(letterId));
  }

  private async later(
    letter: ClaimedLetter,
    owner: string,
    way: SendingWay,
    { isUncertain }: Extract<SendResult, { kind: 'LATER' }>,
  ): Promise<void> {
    const delayMs = retryDelayMs(letter.attempts + 1, Math.random());
    const tryingForMs = letter.tryingSince ? Date.now() - letter.tryingSince.getTime() : 0;
    const { afterMs, reason } = GIVEN_UP[way];
    if (tryingForMs + delayMs > afterMs) return this.another(letter, owner, way, reason);
    await this.letters.postpone(this.database, letter.letterId, owner, { delayMs, isUncertain });
  }

  private async another(letter: ClaimedLetter, owner: string, way: SendingWay, reason: LetterReason): Promise<void> {
    await this.settling.goesAnotherWay(letter, owner, way, reason);
    this.metrics.ends(letter.facts.kind, REQUESTED);
  }

  private async end(letter: ClaimedLetter, owner: string, status: GivenUp, reason: LetterReason): Promise<void> {
    await this.settling.givenUp(letter, owner, status, reason);
    this.metrics.ends(letter.facts.kind, status);
  }
}
