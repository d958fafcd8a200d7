import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, type Transaction } from '@redress/persistence';
import { KeyRing, mailRecipientOf } from '@redress/security';
import {
  CODE_LIVES_MINUTES,
  CODES_PER_HOUR,
  MAX_CODE_TRIES,
  newOneTimeCode,
  TICKET_LIVES_MINUTES,
} from './domain/one-time-code';

/** A code that was made; it stands nowhere but in what is sealed for its letter. */
export interface NewCode {
  readonly codeId: string;
  readonly code: string;
  /** Real time. */
  readonly expiresAt: Date;
}

interface OpenCode {
  readonly codeId: string;
  readonly fingerprint: Buffer;
}

const CODE = 'one-time-code';
const RECIPIENT = 'mail-recipient';
const TICKET_BYTES = 32;

/** One-time codes in PostgreSQL, as keyed hashes: what was sent, tried and used holds over replicas. */
@Injectable()
export class OneTimeCodes {
  constructor(private readonly keyRing: KeyRing) {}

  /**
   * Makes a code for an offer; older ones of it are none any more. The complaint is locked.
   * @param email where it goes
   * @returns the code, or how many seconds the complaint or the recipient has to wait for another one
   */
  async issue(
    tx: Transaction,
    offer: { readonly offerId: string; readonly complaintId: string },
    email: string,
  ): Promise<NewCode | { readonly retryAfterSeconds: number }> {
    const recipient = mailRecipientOf(email);
    const recipients = this.keyRing.fingerprints(RECIPIENT, recipient);
    // Two complaints may have one recipient.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [recipients[0]?.toString('hex')]);
    const retryAfterSeconds = await this.secondsToWait(tx, offer.complaintId, recipients);
    if (retryAfterSeconds > 0) return { retryAfterSeconds };
    const codeId = newId();
    const code = newOneTimeCode();
    const { rows } = await tx.query<{ expiresAt: Date }>(
      `with forgotten as (delete from one_time_code where sent_at < clock_timestamp() - interval '1 day')
       insert into one_time_code (code_id, offer_id, complaint_id, code_fingerprint, recipient_fingerprint, expires_at)
       values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(mins => $6)) returning expires_at as "expiresAt"`,
      [codeId, offer.offerId, offer.complaintId, this.fingerprint(codeId, code), recipients[0], CODE_LIVES_MINUTES],
      'one-time-code-add',
    );
    return { codeId, code, expiresAt: (rows[0] as { expiresAt: Date }).expiresAt };
  }

  /**
   * Uses up the newest code of an offer. A wrong entry is counted on it.
   * @returns a ticket with which the page goes on for a while; undefined when the code is wrong, old, used or tried too often
   */
  async use(tx: Transaction, offerId: string, code: string): Promise<string | undefined> {
    const { rows } = await tx.query<OpenCode>(
      `select code_id as "codeId", code_fingerprint as "fingerprint" from (
         select * from one_time_code where offer_id = $1 order by sent_at desc limit 1) as newest
       where used_at is null and expires_at > clock_timestamp() and tries < $2`,
      [offerId, MAX_CODE_TRIES],
      'one-time-code-open',
    );
    const open = rows[0];
    if (!open) return undefined;
    if (!this.isSame(open, code)) {
      tx.write('update one_time_code set tries = tries + 1 where code_id = $1', [open.codeId], 'one-time-code-tried');
      return undefined;
    }
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    tx.write(
      `update one_time_code set used_at = clock_timestamp(), ticket_sha256 = $2,
         ticket_until = clock_timestamp() + make_interval(mins => $3) where code_id = $1`,
      [open.codeId, hashOf(ticket), TICKET_LIVES_MINUTES],
      'one-time-code-used',
    );
    return ticket;
  }

  /** Whether a ticket of {@link use} still stands for the offer. */
  async admits(tx: Transaction, offerId: string, ticket: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      'select from one_time_code where offer_id = $1 and ticket_sha256 = $2 and ticket_until > clock_timestamp()',
      [offerId, hashOf(ticket)],
      'one-time-code-ticket',
    );
    return (rowCount ?? 0) > 0;
  }

  private async secondsToWait(tx: Transaction, complaintId: string, recipients: readonly Buffer[]): Promise<number> {
    const { rows } = await tx.query<{ seconds: number }>(
      `with of_complaint as (
         select sent_at from one_time_code where complaint_id = $1 and sent_at > clock_timestamp() - interval '1 hour'
         order by sent_at desc offset $2 limit 1),
       to_recipient as (
         select sent_at from one_time_code where recipient_fingerprint = any($3::bytea[])
           and sent_at > clock_timestamp() - interval '1 hour' order by sent_at desc offset $4 limit 1)
       select coalesce(max(greatest(1, ceil(extract(epoch from sent_at + interval '1 hour' - clock_timestamp())))), 0)::int
         as seconds
       from (select * from of_complaint union all select * from to_recipient) as full_up`,
      [complaintId, CODES_PER_HOUR.ofComplaint - 1, recipients, CODES_PER_HOUR.toRecipient - 1],
      'one-time-code-wait',
    );
    return rows[0]?.seconds ?? 0;
  }

  private isSame({ codeId, fingerprint }: OpenCode, code: string): boolean {
    return this.keyRing.fingerprints(CODE, `${codeId}/${code}`).some((known) => timingSafeEqual(known, fingerprint));
  }

  private fingerprint(codeId: string, code: string): Buffer {
    return this.keyRing.fingerprint(CODE, `${codeId}/${code}`);
  }
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
