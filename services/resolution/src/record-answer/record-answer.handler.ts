import { Injectable } from '@nestjs/common';
import type { UploadedContent } from '@redress/attachments';
import {
  faultAt,
  mustBeTheRightPerson,
  mustBeFree,
  mustBeValid,
  obstaclesOf,
  WrongFields,
  type CaseWorker,
  type ComplaintCommand,
  type FieldFault,
  type Obstacle,
} from '@redress/commands';
import {
  machines,
  type AnswerCode,
  type IdentityDocument,
  type IntakeDossier,
  type LocaleCode,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Contacts, movedTo, type LoggedContact, type Moved } from '@redress/lifecycle';
import { Database, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault, WRONG_TRACKING_CODES, WrongCodes } from '@redress/vault';
import { isTrackingCode, readCode } from '../offer/domain/complainant-proof';
import { wordingSha256 } from '../offer/domain/offer-content';
import { Offers, type AnswerProof, type AnswerScan, type Offer } from '../offer/offers';
import { CaseDesk, type OpenedCase } from '../resolution-case/case-desk';
import { offerWaitsForAnAnswer } from '../resolution-case/domain/rules/offer-waits-for-an-answer.rule';
import { recorderIsIndependent } from '../resolution-case/domain/rules/recorder-is-independent.rule';
import type { CaseSituation } from '../resolution-case/domain/resolution-case';
import { OfferContents } from '../resolution-case/offer-contents';
import type { StandingSituation } from '../resolution-case/resolution-cases';
import { SEALED, SIGNED_ANSWER } from '../resolution-case/sealed';
import { TakeAnswer } from '../resolution-case/take-answer';

interface Said {
  /** Whose answer it is, in a case with several complainants; absent: the complaint's own complainant. */
  readonly partyId?: string | undefined;
  readonly decision: AnswerCode;
  /** Of the text that was read out or signed. */
  readonly textSha256: string;
  readonly locale: LocaleCode;
  readonly words?: string | undefined;
}

/** An answer that a member of staff heard. */
export type HeardAnswer = Said & { readonly contactId: string; readonly listenerId?: string | undefined } & (
    | { readonly channel: 'RECORDED_CALL' }
    | {
        readonly channel: 'AT_COUNTER';
        readonly code?: string | undefined;
        readonly identity?: ShownDocument | undefined;
      }
  );

/** A document of the complainant at which the recorder looked. */
interface ShownDocument {
  readonly document: IdentityDocument;
  /** Last characters of its number. */
  readonly ending: string;
}

/** An answer on paper. */
export interface SignedAnswer extends Said {
  readonly channel: 'SIGNED_PAPER';
  readonly signedAt: string;
}

export interface AnswerRecorded extends Moved {
  readonly answerId: string;
  readonly objectBy: string;
  readonly version: number;
}

/** What proves an answer. */
interface Proof {
  readonly givenAt: Date;
  /** Field that says when it was given. */
  readonly pointer: string;
  readonly proof: AnswerProof;
  readonly contactId: string | null;
  readonly listenerId: string | null;
  readonly scan?: AnswerScan;
  readonly identity?: ShownDocument;
}

const { LAPSED, OPEN } = machines.offer.state;
const CALLED = { proof: 'CALL' } as const;
const AT_THE_COUNTER: readonly string[] = ['VISIT', 'STORE', 'ON_SITE'];

/** Why this person may not record what the complainant answers now (RM-08, T22, T23, T39, T40, T43). */
export function obstaclesToRecord(situation: CaseSituation, worker: CaseWorker, hasTimeToObject: boolean): Obstacle[] {
  return obstaclesOf(
    recorderIsIndependent(situation, worker),
    offerWaitsForAnAnswer(situation),
    hasTimeToObject ? undefined : { code: 'RECORDED_ANSWERS_NOT_TAKEN' },
  );
}

/** Whose answer it is: of several complainants the one who is named, else the only one. */
export function partyIn(
  { parties, resolution: { complaintId } }: Pick<CaseSituation, 'parties' | 'resolution'>,
  named: string | undefined,
): string {
  return named ?? (parties.length === 1 ? (parties[0] as string) : complaintId);
}

/**
 * Records what a complainant said to an offer by phone, on paper or at the counter: with the text that was before them, with
 * what proves it, and by a person who gains nothing by it. They are told what was recorded and may object (RM-08, RM-09).
 */
@Injectable()
export class RecordAnswerHandler {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly offers: Offers,
    private readonly contents: OfferContents,
    private readonly contacts: Contacts,
    private readonly takeAnswer: TakeAnswer,
    private readonly wrongCodes: WrongCodes,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @throws as `admitCommand`
   * @throws NotCaughtUp when the contact has not been heard of here
   * @throws WrongFields when the contact does not prove it, the text is another one, or the code is wrong
   */
  async heard(tx: Transaction, command: ComplaintCommand & HeardAnswer): Promise<AnswerRecorded> {
    const opened = await this.open(tx, command);
    const person = partyIn(opened.situation, command.partyId);
    const contact = await this.contacts.named(tx, person, command.contactId);
    mustBeValid(faultsOfContact(contact, command.channel, command.actor.sub));
    const shown = command.channel === 'AT_COUNTER' ? await this.proofAtCounter(tx, person, command) : CALLED;
    mustBeValid(this.faultsOfListener(opened, command));
    return this.take(tx, opened, command, {
      givenAt: contact.at,
      pointer: '/contactId',
      ...shown,
      contactId: command.contactId,
      listenerId: command.listenerId ?? null,
    });
  }

  /** What can be refused before the scan is read. @returns the data key under which it is sealed */
  async admit({ complaintId, actor }: ComplaintCommand): Promise<Buffer> {
    const situation = await this.desk.situationOf(this.database, complaintId);
    mustBeTheRightPerson(this.obstacles(situation, this.desk.worker(actor)));
    return this.vault.dataKey(this.database, complaintId, SIGNED_ANSWER, FOR_WORK);
  }

  /** @param scan as it was stored, with the name that the sender gave it. @throws as {@link heard} */
  async signed(
    tx: Transaction,
    command: ComplaintCommand & SignedAnswer,
    { attachmentId, fileName, ...content }: UploadedContent & { readonly fileName: string },
  ): Promise<AnswerRecorded> {
    const opened = await this.open(tx, command);
    const name = await this.vault.seal(
      tx,
      command.complaintId,
      SEALED.scanName(attachmentId),
      fileName || attachmentId,
    );
    const { sha256, byteSize, mediaType } = content;
    return this.take(tx, opened, command, {
      givenAt: new Date(command.signedAt),
      pointer: '/signedAt',
      proof: 'PAPER',
      contactId: null,
      listenerId: null,
      scan: { scanId: attachmentId, sha256, byteSize, mediaType, name },
    });
  }

  /** The obstacles of this person on this case. */
  obstacles(situation: StandingSituation, worker: CaseWorker): Obstacle[] {
    const hasTimeToObject = this.desk.objectBy(situation.standing, this.clock.now()) !== undefined;
    return obstaclesToRecord(situation, worker, hasTimeToObject);
  }

  private open(tx: Transaction, command: ComplaintCommand): Promise<OpenedCase> {
    return this.desk.open(tx, command, (situation, worker) => this.obstacles(situation as StandingSituation, worker));
  }

  private async take(
    tx: Transaction,
    { complaint, situation }: OpenedCase,
    { actor, decision, locale, partyId, textSha256, words, channel }: ComplaintCommand & (HeardAnswer | SignedAnswer),
    { givenAt, pointer, proof, contactId, listenerId, scan, identity }: Proof,
  ): Promise<AnswerRecorded> {
    const { plan, resolution, standing } = situation;
    const offer = await this.offers.ofRound(tx, resolution, partyIn(situation, partyId));
    if (!offer || !plan) throw new WrongFields(faultAt('/partyId', 'unknown-party'));
    // The others are waited for; this one has answered.
    if (offer.state !== OPEN && offer.state !== LAPSED) mustBeFree([{ code: 'NOTHING_TO_ANSWER' }]);
    const now = this.clock.now();
    const text = wordingSha256(await this.contents.of(tx, complaint, plan, offer.partyId, FOR_WORK));
    mustBeValid([
      ...(text === textSha256 ? [] : [faultAt('/textSha256', 'not-what-was-read-out')]),
      ...faultsOfTime(offer, { givenAt, now, pointer }),
      ...(offer.state === LAPSED && decision !== 'ACCEPT' ? [faultAt('/decision', 'acceptance-only')] : []),
      ...(decision === 'COUNTER' && !words ? [faultAt('/words', 'required-for', { by: decision })] : []),
      ...(decision === 'ACCEPT' && words ? [faultAt('/words', 'absent-for', { by: decision })] : []),
    ]);
    const objectBy = this.desk.objectBy(standing, now) as Date;
    const taken = await this.takeAnswer.take(
      tx,
      { offer, plan, situation },
      {
        decision,
        words,
        channel,
        textSha256: text,
        locale,
        givenAt,
        recordedAt: now,
        proof,
        mark: null,
        record: {
          recordedBy: actor.sub,
          contactId,
          listenerId,
          scan: scan ?? null,
          identity: identity ?? null,
          objectBy,
          objectedAt: null,
          objection: null,
        },
        actor: actor.onStory,
      },
    );
    return {
      ...movedTo(taken.complaint),
      answerId: taken.answerId,
      objectBy: objectBy.toISOString(),
      version: taken.version,
    };
  }

  /** The code, or, of people to whom no code ever came, a document to the name of the complaint. */
  private async proofAtCounter(
    tx: Transaction,
    complaintId: string,
    { code, identity }: { readonly code?: string | undefined; readonly identity?: ShownDocument | undefined },
  ): Promise<Pick<Proof, 'proof' | 'identity'>> {
    if (code !== undefined) {
      if (identity) mustBeValid([faultAt('/identity', 'absent-for', { by: 'code' })]);
      await this.mustBeTheCode(tx, complaintId, code);
      return { proof: 'TRACKING_CODE' };
    }
    if (!identity) throw new WrongFields(faultAt('/identity', 'required-for', { by: 'AT_COUNTER' }));
    const intake = await this.vault.readDossier<IntakeDossier>(tx, complaintId, 'intake', FOR_WORK);
    if (!intake?.content.submission.complainant.name) mustBeValid([faultAt('/identity', 'no-name-to-compare')]);
    return { proof: 'IDENTITY_CHECK', identity };
  }

  private async mustBeTheCode(tx: Transaction, complaintId: string, code: string): Promise<void> {
    const wait = await this.wrongCodes.lockedFor(tx, complaintId, WRONG_TRACKING_CODES);
    const intake = await this.vault.readDossier<IntakeDossier>(tx, complaintId, 'intake', FOR_WORK);
    const isIt = wait === 0 && intake !== undefined && isTrackingCode(readCode(code), intake.content.trackingCode);
    if (isIt) return;
    // Not in the transaction of the command, which ends here: a wrong code counts all the same.
    if (wait === 0) await this.wrongCodes.count(this.database, complaintId, WRONG_TRACKING_CODES);
    mustBeValid([faultAt('/code', 'not-the-code')]);
  }

  private faultsOfListener(
    { complaint, situation, worker }: OpenedCase,
    { decision, listenerId }: HeardAnswer,
  ): FieldFault[] {
    const pointer = '/listenerId';
    if (listenerId === undefined) {
      const isNeeded = decision === 'ACCEPT' && this.desk.needsListener(situation);
      return isNeeded ? [faultAt(pointer, 'required-for', { by: 'secondListenerAbove' })] : [];
    }
    const listener = this.desk.staff(listenerId, complaint.organisationId);
    const isOther = listener !== undefined && listener.id !== worker.id;
    return isOther && !recorderIsIndependent(situation, listener) ? [] : [faultAt(pointer, 'independent-listener')];
  }
}

function faultsOfContact(contact: LoggedContact, channel: HeardAnswer['channel'], by: string): FieldFault[] {
  const pointer = '/contactId';
  if (contact.byId !== by) return [faultAt(pointer, 'not-your-contact')];
  const isAboutIt = contact.twoWay && contact.purposes.includes('ACCEPTANCE');
  if (channel === 'AT_COUNTER') {
    return isAboutIt && AT_THE_COUNTER.includes(contact.channel) ? [] : [faultAt(pointer, 'not-at-the-counter')];
  }
  const isCall = contact.channel === 'PHONE_HOTLINE' && contact.direction === 'OUTBOUND' && contact.dialled;
  return isAboutIt && isCall && contact.keptAs !== 'NOTE' ? [] : [faultAt(pointer, 'not-a-recorded-call')];
}

function faultsOfTime(
  { decidedAt, offeredAt, state }: Offer,
  { givenAt, now, pointer }: { readonly givenAt: Date; readonly now: Date; readonly pointer: string },
): FieldFault[] {
  if (givenAt.getTime() > now.getTime()) return [faultAt(pointer, 'in-the-future')];
  if (givenAt.getTime() < offeredAt.getTime()) return [faultAt(pointer, 'before-the-offer')];
  return state === LAPSED && decidedAt && givenAt.getTime() >= decidedAt.getTime()
    ? [faultAt(pointer, 'after-the-lapse', { lapsedAt: decidedAt.toISOString() })]
    : [];
}
