import { Injectable } from '@nestjs/common';
import { machines, type Actor, type IntakeDossier, type LetterKind, type LocaleCode } from '@redress/contracts';
import { TO_COMPLAINANT } from '@redress/disclosure';
import { parsePacks } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { PackRegistry } from '@redress/policy';
import { isTypedCode } from '@redress/security';
import { BusinessClock } from '@redress/time';
import { KeyMissing, Vault, WRONG_TRACKING_CODES, WrongCodes } from '@redress/vault';
import { escapeHtml } from '../letters/compose-letter/letter-templates';
import { contentPlace } from '../letters/dispatch-letters/prepare-letter';
import { asRead, type KeptLetter } from '../letters/domain/kept-letter';
import { SqlLetters } from '../letters/sql-letters';
import { TellComplainants } from '../letters/tell-complainant/tell-complainants';

/** What a complainant shows to get at the letters. */
export interface MailboxKey {
  readonly complaintNo: string;
  readonly trackingCode: string;
}

/** A letter that lies in the mailbox. */
export interface MailboxLetter {
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly locale: LocaleCode;
  readonly writtenAt: Date;
  readonly toldAt: Date | null;
}

export interface ReadLetter extends MailboxLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a visitor is answered. */
export type MailboxReply<T> =
  | ({
      readonly kind: 'FOUND';
      readonly complaintNo: string;
      /** IANA zone in which dates are given. */
      readonly zone: string;
    } & T)
  /** Number and code do not belong together; the same whichever of the two is wrong. */
  | { readonly kind: 'UNKNOWN' }
  /** Too many wrong codes were tried on the complaint; none is looked at for a while. */
  | { readonly kind: 'LOCKED'; readonly retryAfterSeconds: number }
  | { readonly kind: 'NO_LETTER' };

const COMPLAINANT: Actor = { kind: 'COMPLAINANT', id: 'portal' };

const LETTERS = `select l.letter_id as "letterId", l.kind, c.locale, l.requested_at as "writtenAt", l.told_at as "toldAt",
  l.content, l.content_version as "contentVersion"
from letter l join correspondence c on c.complaint_id = l.complaint_id
where l.complaint_id = $1 and l.content is not null and l.status <> '${machines.letter.state.SUPPRESSED}'
  and l.kind <> 'ONE_TIME_CODE'`;

interface Opened {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly packs: string;
}

type StoredLetter = MailboxLetter & { readonly content: Buffer; readonly contentVersion: number };

/** The letters of a complaint for who shows its number and code; who opens one is told of it (contracts, section 7). */
@Injectable()
export class Mailbox {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly wrongCodes: WrongCodes,
    private readonly letters: SqlLetters,
    private readonly telling: TellComplainants,
    private readonly clock: BusinessClock,
    private readonly packs: PackRegistry,
  ) {}

  /** The letters, the newest first. */
  async list(key: MailboxKey): Promise<MailboxReply<{ readonly letters: readonly MailboxLetter[] }>> {
    const opened = await this.open(key);
    if ('kind' in opened) return opened;
    const { rows } = await this.database.query<StoredLetter>(
      `${LETTERS} order by l.requested_at desc, l.letter_id desc limit 200`,
      [opened.complaintId],
      'mailbox-list',
    );
    const letters = rows.map(({ content: _, contentVersion: _version, ...letter }) => letter);
    return { kind: 'FOUND', complaintNo: opened.complaintNo, zone: this.zoneOf(opened), letters };
  }

  /** One letter with its words; from now on the complainant knows it. */
  async read(key: MailboxKey, letterId: string): Promise<MailboxReply<{ readonly letter: ReadLetter }>> {
    const opened = await this.open(key);
    if ('kind' in opened) return opened;
    const { complaintId, complaintNo } = opened;
    const zone = this.zoneOf(opened);
    return this.database.transaction(async (tx) => {
      const letter = await this.tellOf(tx, complaintId, letterId);
      return letter ? { kind: 'FOUND', complaintNo, zone, letter } : { kind: 'NO_LETTER' };
    });
  }

  private async tellOf(tx: Transaction, complaintId: string, letterId: string): Promise<ReadLetter | undefined> {
    const { rows } = await tx.query<StoredLetter>(
      `${LETTERS} and l.letter_id = $2`,
      [complaintId, letterId],
      'mailbox-read',
    );
    const row = rows[0];
    if (!row) return undefined;
    const { content, contentVersion, ...letter } = row;
    const place = contentPlace(letterId, contentVersion);
    const text = await this.vault.unseal(tx, complaintId, place, content, TO_COMPLAINANT);
    const at = this.clock.now();
    const telling = { letterId, by: 'ON_SCREEN', at, way: 'MAILBOX' } as const;
    const told = await this.telling.tell(tx, [complaintId], [telling], { actor: COMPLAINANT });
    const words = asRead(JSON.parse(text) as KeptLetter, escapeHtml);
    return { ...letter, ...words, toldAt: told.has(letterId) ? (letter.toldAt ?? at) : letter.toldAt };
  }

  private async open({
    complaintNo,
    trackingCode,
  }: MailboxKey): Promise<Opened | Extract<MailboxReply<object>, { kind: 'UNKNOWN' | 'LOCKED' }>> {
    const typed = complaintNo.replace(/\s/g, '');
    const { rows } = await this.database.query<Opened>(
      `select complaint_id as "complaintId", complaint_no as "complaintNo", packs from complaint_custody
       where complaint_no = any($1::text[]) order by complaint_no = $2 desc limit 1`,
      [[typed, typed.toUpperCase()], typed],
      'mailbox-complaint',
    );
    const complaint = rows[0];
    const retryAfterSeconds = complaint
      ? await this.wrongCodes.lockedFor(this.database, complaint.complaintId, WRONG_TRACKING_CODES)
      : 0;
    if (retryAfterSeconds > 0) return { kind: 'LOCKED', retryAfterSeconds };
    if (complaint && (await this.fits(complaint.complaintId, trackingCode))) return complaint;
    await this.wrongCodes.count(this.database, complaint?.complaintId, WRONG_TRACKING_CODES);
    return { kind: 'UNKNOWN' };
  }

  private zoneOf({ packs }: Opened): string {
    const [pinned] = parsePacks(packs);
    return (pinned && this.packs.find(pinned.id, pinned.version)?.content.zone) ?? 'utc';
  }

  private async fits(complaintId: string, typed: string): Promise<boolean> {
    try {
      const dossier = await this.vault.readDossier<IntakeDossier>(this.database, complaintId, 'intake', TO_COMPLAINANT);
      return dossier !== undefined && isTypedCode(typed, dossier.content.trackingCode);
    } catch (error) {
      if (error instanceof KeyMissing) return false;
      throw error;
    }
  }
}
