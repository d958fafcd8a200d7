import { Injectable } from '@nestjs/common';
import {
  machines,
  type IntakeDossier,
  type InvestigationDossier,
  type LetterKind,
  type LetterWay,
  type ResolutionDossier,
  type RoutingDossier,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Database, GroupCommit } from '@redress/persistence';
import { PackRegistry, reopenDays, reviewDays, reviewLimit, type CompiledPack } from '@redress/policy';
import { KeyMissing, sealedVersionedColumn, Vault, type ClosedDossier } from '@redress/vault';
import { LetterComposer } from '../compose-letter/letter-composer';
import { LetterCannotBeWritten, type LetterMaterial } from '../compose-letter/letter-material';
import { isOutdated, rests, type LetterReason } from '../domain/letter';
import type { KeptLetter } from '../domain/kept-letter';
import { dependsOnCode, waysOf, type Addressee, type SendingWay } from '../domain/letter-ways';
import type { ComplaintView } from '../sql-custody-view';
import { SqlLetters, type ClaimedLetter, type SealedContent } from '../sql-letters';
import { SmsGateway } from './sms-gateway';

/** What is to be done with a claimed letter. */
export type Prepared =
  | { readonly kind: 'SEND'; readonly way: SendingWay; readonly letter: KeptLetter; readonly sealed: SealedContent }
  /** To be read where it lies, or to be delivered by a member of staff. */
  | { readonly kind: 'PLACE'; readonly way: Exclude<LetterWay, SendingWay>; readonly sealed: SealedContent }
  /** No way is left: a member of staff has to tell the complainant. */
  | { readonly kind: 'LEAVE'; readonly reason: LetterReason; readonly sealed: SealedContent }
  | { readonly kind: 'SUPPRESS'; readonly reason: LetterReason }
  | { readonly kind: 'FAIL'; readonly reason: LetterReason; readonly missing: readonly string[] }
  /** Something that it needs went away or has not come yet. */
  | { readonly kind: 'WAIT' };

const { REQUESTED } = machines.letter.state;
const ABOUT_OFFER: readonly LetterKind[] = ['OFFER', 'ANSWER_RECORDED', 'LATE_ACCEPTANCE'];
const FROM_RESOLUTION: readonly LetterKind[] = [
  ...ABOUT_OFFER,
  'OFFER_REMINDER',
  'ONE_TIME_CODE',
  'DECISION',
  'IMPOSITION',
  'REVIEW_DECISION',
  'DISPUTE_OPENED',
  'DISPUTE_DECIDED',
];
const LANES = 2;
const GROUP_SIZE = 200;

/** Brings together what a letter needs and decides whether it may be sent. */
@Injectable()
export class PrepareLetter {
  /** Letters that are claimed together have their dossiers read together. */
  private readonly dossiers: GroupCommit<string, ClosedDossier<IntakeDossier> | undefined>;

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly packs: PackRegistry,
    private readonly composer: LetterComposer,
    private readonly letters: SqlLetters,
    private readonly gateway: SmsGateway,
  ) {
    this.dossiers = new GroupCommit({ lanes: LANES, maxSize: GROUP_SIZE, run: (ids) => this.readDossiers(ids) });
  }

  async prepare(letter: ClaimedLetter): Promise<Prepared> {
    const { complaint } = letter;
    if (!complaint) return { kind: 'WAIT' };
    if (rests(letter.facts.kind, complaint.state)) return { kind: 'WAIT' };
    if (isOutdated(letter.facts.kind, complaint.state)) return { kind: 'SUPPRESS', reason: 'OUTDATED' };
    try {
      return await (letter.content ? this.again(letter, letter.content) : this.write(letter, complaint));
    } catch (error) {
      if (error instanceof KeyMissing) return { kind: 'WAIT' };
      if (error instanceof LetterCannotBeWritten) {
        return { kind: 'FAIL', reason: 'INCOMPLETE_CONTENT', missing: [error.message] };
      }
      throw error;
    }
  }

  private async again(letter: ClaimedLetter, sealed: SealedContent): Promise<Prepared> {
    const place = contentPlace(letter.letterId, sealed.version);
    const text = await this.vault.unseal(this.database, letter.complaintId, place, sealed.bytes, FOR_WORK);
    return this.onItsWay(letter, JSON.parse(text) as KeptLetter, sealed);
  }

  private async write(letter: ClaimedLetter, complaint: ComplaintView): Promise<Prepared> {
    const packs = complaint.packs.map(({ id, version }) => this.packs.find(id, version));
    if (packs.some((pack) => pack === undefined)) return { kind: 'WAIT' };
    const dossier = (await this.dossiers.do(letter.complaintId))?.open();
    if (!dossier) return { kind: 'WAIT' };
    const { type } = dossier.content.submission.complainant;
    if (type === 'NONE') return { kind: 'SUPPRESS', reason: 'NO_COMPLAINANT' };
    const voided = await this.afterAcceptance(letter);
    if ('kind' in voided) return voided;
    const fromResolution = await this.fromResolution(letter);
    if (fromResolution === 'OUTDATED') return { kind: 'SUPPRESS', reason: 'OUTDATED' };
    const fromRouting = await this.fromRouting(letter);
    if (fromRouting === 'WAIT') return { kind: 'WAIT' };
    if (fromRouting === 'OUTDATED') return { kind: 'SUPPRESS', reason: 'OUTDATED' };
    const fromInvestigation = await this.fromInvestigation(letter);
    if (fromInvestigation === 'WAIT') return { kind: 'WAIT' };
    if (fromInvestigation === 'OUTDATED') return { kind: 'SUPPRESS', reason: 'OUTDATED' };

    const { content, missing } = this.composer.compose(
      {
        facts: letter.facts,
        locale: letter.locale,
        complaintNo: complaint.complaintNo,
        zone: (packs[0] as CompiledPack).content.zone,
        registeredAt: letter.registeredAt,
        dossier: dossier.content,
        expectedAt: letter.expectedAt ?? undefined,
        reopenDays: firstOf(packs as CompiledPack[], reopenDays),
        reviewDays: firstOf(packs as CompiledPack[], reviewDays),
        reviewLimit: firstOf(packs as CompiledPack[], reviewLimit),
        ...fromResolution,
        ...fromRouting,
        ...voided,
        ...fromInvestigation,
      },
      packs as CompiledPack[],
    );
    if (missing.length > 0) return { kind: 'FAIL', reason: 'INCOMPLETE_CONTENT', missing };
    const { email, phone, preferredWay } = dossier.content.submission.complainant;
    const kept: KeptLetter = { to: { email, phone, preferredWay }, ...content };
    const { letterId, version } = letter;
    const bytes = dossier.seal(contentPlace(letterId, version), JSON.stringify(kept));
    return this.onItsWay(letter, kept, { bytes, version });
  }

  private async onItsWay(letter: ClaimedLetter, kept: KeptLetter, sealed: SealedContent): Promise<Prepared> {
    const way = await this.nextWay(letter, kept.to);
    if (way === undefined) return { kind: 'LEAVE', reason: letter.reason ?? 'NO_ADDRESS', sealed };
    if (way === 'MAILBOX' || way === 'PRINT') return { kind: 'PLACE', way, sealed };
    return { kind: 'SEND', way, letter: kept, sealed };
  }

  private async nextWay(
    { facts, complaintId, tried }: ClaimedLetter,
    addressee: Addressee,
  ): Promise<LetterWay | undefined> {
    const { isThere: hasGateway } = this.gateway;
    const holdsCode =
      dependsOnCode(facts.kind, addressee, hasGateway) && (await this.letters.holdsCode(this.database, complaintId));
    return waysOf(facts.kind, addressee, { hasGateway, holdsCode }).find((way) => !tried.includes(way));
  }

  private async readDossiers(complaintIds: readonly string[]): Promise<(ClosedDossier<IntakeDossier> | undefined)[]> {
    const found = await this.vault.readDossiers<IntakeDossier>(this.database, complaintIds, 'intake', FOR_WORK);
    return complaintIds.map((id) => found.get(id));
  }

  /** The words that routing has for the letter; the dossier holds only the newest of each kind. */
  private async fromRouting({
    facts,
    caseId: complaintId,
  }: ClaimedLetter): Promise<Pick<LetterMaterial, 'routing'> | 'WAIT' | 'OUTDATED'> {
    if (facts.kind !== 'ANSWER' && facts.kind !== 'DECLINE' && facts.kind !== 'REFERRAL') return {};
    const dossier = await this.vault.readDossier<RoutingDossier>(this.database, complaintId, 'routing', FOR_WORK);
    if (!dossier || dossier.version < facts.dossierVersion) return 'WAIT';
    const { answer, decline } = dossier.content;
    const isNewest =
      facts.kind === 'REFERRAL' ||
      (facts.kind === 'ANSWER' ? answer?.letterId === facts.letterId : decline?.stepId === facts.stepId);
    return isNewest ? { routing: dossier.content } : 'OUTDATED';
  }

  /**
   * A complaint is voided behind the back of a complainant who was never told of it; one whose acceptance letter left
   * meanwhile gets an apology (contracts, section 2).
   */
  private async afterAcceptance({
    facts,
    complaintId,
  }: ClaimedLetter): Promise<Pick<LetterMaterial, 'crossed'> | Extract<Prepared, { kind: 'WAIT' | 'SUPPRESS' }>> {
    if (facts.kind !== 'VOID') return {};
    const accepted = await this.letters.lastOfKind(this.database, complaintId, 'ACKNOWLEDGEMENT');
    if (accepted?.status === REQUESTED) return { kind: 'WAIT' };
    if (!accepted?.toldAt) return { kind: 'SUPPRESS', reason: 'NEVER_TOLD' };
    return { crossed: accepted.toldAt.getTime() > Date.parse(facts.grantedAt) };
  }

  /** What the investigator asks; the dossier holds only what is still awaited. */
  private async fromInvestigation({
    facts,
    caseId: complaintId,
  }: ClaimedLetter): Promise<Pick<LetterMaterial, 'questions'> | 'WAIT' | 'OUTDATED'> {
    if (facts.kind !== 'INFORMATION_REQUEST' && facts.kind !== 'INFORMATION_REMINDER') return {};
    const from = 'investigation';
    const dossier = await this.vault.readDossier<InvestigationDossier>(this.database, complaintId, from, FOR_WORK);
    const least = facts.kind === 'INFORMATION_REQUEST' ? facts.dossierVersion : 1;
    if (!dossier || dossier.version < least) return 'WAIT';
    const { questions } = dossier.content;
    return questions?.informationRequestId === facts.informationRequestId ? { questions } : 'OUTDATED';
  }

  /** What the letter is about; the dossier holds only the newest offer and the newest one-time code. */
  private async fromResolution({
    facts,
    caseId,
    complaintId,
  }: ClaimedLetter): Promise<
    Pick<LetterMaterial, 'decision' | 'dispute' | 'imposition' | 'offer' | 'oneTimeCode' | 'review'> | 'OUTDATED'
  > {
    if (!FROM_RESOLUTION.includes(facts.kind)) return {};
    const dossier = await this.vault.readDossier<ResolutionDossier>(this.database, caseId, 'resolution', FOR_WORK);
    const {
      decision,
      dispute,
      imposition,
      oneTimeCode,
      review,
      offer: ownOffer,
      partyOffers = [],
    } = dossier?.content ?? {};
    // What others of the case get is theirs.
    const own = <R extends { readonly partyId?: string | undefined }>(remedies: readonly R[]): R[] =>
      remedies.filter(({ partyId }) => partyId === undefined || partyId === complaintId);
    const offer = complaintId === caseId ? ownOffer : partyOffers.find(({ partyId }) => partyId === complaintId);
    if (facts.kind === 'OFFER_REMINDER') return offer && !offer.isAnswered ? { offer } : 'OUTDATED';
    if (facts.kind === 'DECISION') {
      const isIt = decision?.planId === facts.planId && decision.revision === facts.revision;
      return isIt ? { decision: { ...decision, remedies: own(decision.remedies) }, review } : 'OUTDATED';
    }
    if (facts.kind === 'IMPOSITION') {
      const isIt = imposition?.offerId === facts.offerId;
      return isIt ? { imposition: { ...imposition, remedies: own(imposition.remedies) }, review } : 'OUTDATED';
    }
    if (facts.kind === 'REVIEW_DECISION') return review?.reviewId === facts.reviewId ? { review } : 'OUTDATED';
    if (facts.kind === 'DISPUTE_OPENED' || facts.kind === 'DISPUTE_DECIDED') {
      return dispute?.disputeId === facts.disputeId ? { dispute } : 'OUTDATED';
    }
    if ('offerId' in facts) return offer?.offerId === facts.offerId ? { offer, review } : 'OUTDATED';
    if (facts.kind !== 'ONE_TIME_CODE') return {};
    const isGood = oneTimeCode?.codeId === facts.codeId && Date.parse(oneTimeCode.expiresAt) > Date.now();
    return isGood ? { oneTimeCode } : 'OUTDATED';
  }
}

/** Where the content of a letter lies; it was written at this version of the letter. */
export const contentPlace = sealedVersionedColumn('letter.content');

/** What the first of several packs says that says it. */
function firstOf<T>(packs: readonly CompiledPack[], said: (pack: CompiledPack) => T | undefined): T | undefined {
  return packs.map(said).find((value) => value !== undefined);
}
