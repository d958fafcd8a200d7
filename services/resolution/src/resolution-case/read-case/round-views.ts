import { Injectable } from '@nestjs/common';
import { commandViewWith, type CaseWorker } from '@redress/commands';
import { remedyOfType } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { Database } from '@redress/persistence';
import { KeyMissing, Vault, type Opener, type SealedPlace } from '@redress/vault';
import { obstaclesToRecordLesson } from '../domain/dispute-commands';
import { DISPUTE_SEALED, Disputes, type Lesson } from '../../dispute/disputes';
import { REVIEW_SEALED, Reviews } from '../../review/reviews';
import { Offers, type Offer, type OfferAnswer } from '../../offer/offers';
import { Approvals, type ProposalWords } from '../approvals';
import {
  obstaclesToDecideCancellation,
  obstaclesToExecute,
  obstaclesToFail,
  obstaclesToProposeCancellation,
  obstaclesToStart,
} from '../domain/case-commands';
import type { CaseSituation, ResolutionCase } from '../domain/resolution-case';
import type { PlanState } from '../domain/resolution-plan';
import { ResolutionCases } from '../resolution-cases';
import { Reworks } from '../order-rework/reworks';
import { SEALED } from '../sealed';
import type {
  AnswerView,
  DisputeView,
  FollowUpView,
  OfferView,
  PlanView,
  ProposalView,
  ReviewView,
  ReworkView,
  RoundView,
} from './read-case.dto';

/** Who looks, and what they may see. */
export interface Reader {
  readonly worker: CaseWorker;
  readonly showsWords: boolean;
  readonly complaintState: CaseSituation['complaintState'];
  readonly disclosure: Disclosure;
}

/** What can be done to one remedy. */
const LINE_COMMANDS = [
  ['executeRemedy', obstaclesToExecute],
  ['startRemedy', obstaclesToStart],
  ['failRemedy', obstaclesToFail],
  ['proposeCancellation', obstaclesToProposeCancellation],
  ['decideCancellation', obstaclesToDecideCancellation],
] as const;

/** Puts a round into the shape in which it is read. */
@Injectable()
export class RoundViews {
  constructor(
    private readonly database: Database,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly reworks: Reworks,
    private readonly approvals: Approvals,
    private readonly reviewRecords: Reviews,
    private readonly disputeRecords: Disputes,
    private readonly vault: Vault,
  ) {}

  /** The present round, of which the situation already tells the most. */
  ofPresent(situation: CaseSituation, reader: Reader): Promise<RoundView> {
    const { resolution, plan, followUps } = situation;
    return this.view(resolution, plan, followUps.length > 0, reader, situation);
  }

  async of(round: ResolutionCase, reader: Reader): Promise<RoundView> {
    return this.view(round, await this.cases.planOf(this.database, round), true, reader);
  }

  /** The internal reviews of a complaint. */
  async reviews(complaintId: string, reader: Reader): Promise<ReviewView[]> {
    const words = new SealedWords(this.vault, this.database, complaintId, reader);
    const views: ReviewView[] = [];
    for (const { closedAs: _, contactId: _contact, ...review } of await this.reviewRecords.of(
      this.database,
      complaintId,
    )) {
      views.push({
        ...review,
        openedAt: review.openedAt.toISOString(),
        decidedAt: isoOrNull(review.decidedAt),
        words: await words.open(REVIEW_SEALED.words(review.reviewId), review.words),
        grounds: await words.open(REVIEW_SEALED.grounds(review.reviewId), review.grounds),
      });
    }
    return views;
  }

  /** The disputes of a complaint, each with the lesson from it. */
  async disputes(complaintId: string, reader: Reader): Promise<DisputeView[]> {
    const words = new SealedWords(this.vault, this.database, complaintId, reader);
    const lessons = await this.disputeRecords.lessonsOf(this.database, complaintId);
    const views: DisputeView[] = [];
    for (const { closedAs: _, contactId: _contact, ...dispute } of await this.disputeRecords.of(
      this.database,
      complaintId,
    )) {
      const { disputeId } = dispute;
      const lesson = lessons.find((one) => one.disputeId === disputeId);
      views.push({
        ...dispute,
        openedAt: dispute.openedAt.toISOString(),
        decidedAt: isoOrNull(dispute.decidedAt),
        body: await words.open(DISPUTE_SEALED.body(disputeId), dispute.body),
        reference: await words.open(DISPUTE_SEALED.reference(disputeId), dispute.reference),
        award: await words.open(DISPUTE_SEALED.award(disputeId), dispute.award),
        lesson: lesson ? await this.lessonView(lesson, words, reader) : null,
      });
    }
    return views;
  }

  private async lessonView(
    { disputeId: _, ...lesson }: Lesson,
    words: SealedWords,
    { worker }: Reader,
  ): Promise<NonNullable<DisputeView['lesson']>> {
    const { lessonId } = lesson;
    return {
      ...lesson,
      learnedAt: isoOrNull(lesson.learnedAt),
      task: await words.open(DISPUTE_SEALED.task(lessonId), lesson.task),
      learned: await words.open(DISPUTE_SEALED.learned(lessonId), lesson.learned),
      commands: [commandViewWith('recordLesson', { lessonId }, ...obstaclesToRecordLesson(lesson, worker))],
    };
  }

  private async view(
    round: ResolutionCase,
    plan: PlanState | undefined,
    hasFollowUps: boolean,
    reader: Reader,
    present?: CaseSituation,
  ): Promise<RoundView> {
    const offer = plan && (await this.offers.ofRound(this.database, round));
    const answers = offer ? await this.offers.answersOf(this.database, round) : [];
    const situation: CaseSituation = present ?? {
      resolution: round,
      complaintState: reader.complaintState,
      plan,
      doneBefore: [],
      offer: offer?.revision === plan?.revision ? offer : undefined,
      parties: [round.complaintId],
      roundsUsed: 0,
      review: undefined,
      dispute: undefined,
      flags: [],
      proposals: [],
      followUps: [],
      participants: [],
    };
    const words = new SealedWords(this.vault, this.database, round.complaintId, reader);
    return {
      cycle: round.cycle,
      status: round.status,
      unitId: round.unitId,
      handlerId: round.handlerId,
      verdict: round.verdict,
      reasonableness: round.reasonableness,
      outcome: round.outcome,
      remediesDone: round.remediesDone && [...round.remediesDone],
      openedAt: round.openedAt.toISOString(),
      closedAt: isoOrNull(round.closedAt),
      closureCode: round.closureCode,
      endsAs: round.endsAs,
      reworks: round.determinationId === null ? [] : await this.reworkViews(round, words),
      plan: plan ? await this.planView(plan, situation, reader, words) : null,
      offer: offer
        ? offerView(
            offer,
            answers.find(({ offerId }) => offerId === offer.offerId),
          )
        : null,
      answers: await this.answerViews(answers, words),
      followUps: hasFollowUps ? await this.followUpViews(round, words) : [],
    };
  }

  private async planView(
    plan: PlanState,
    situation: CaseSituation,
    reader: Reader,
    words: SealedWords,
  ): Promise<PlanView> {
    const texts = reader.showsWords ? await this.cases.textsOf(this.database, plan) : undefined;
    return {
      planId: plan.planId,
      revision: plan.revision,
      outcome: plan.outcome,
      status: plan.status,
      isFinal: plan.isFinal,
      toldAt: isoOrNull(plan.toldAt),
      drafterId: plan.drafterId,
      draftedAt: plan.draftedAt.toISOString(),
      explanation: await words.open(SEALED.explanation(plan.planId, plan.revision), texts?.explanation),
      apology: await words.open(SEALED.apology(plan.planId, plan.revision), texts?.apology),
      approval: {
        approverRole: plan.approverRole,
        mayApprove: [...plan.mayApprove],
        submittedAt: isoOrNull(plan.submittedAt),
        approverId: plan.approverId,
        decidedAt: isoOrNull(plan.decidedAt),
        rejectionReason: plan.rejectionReason,
        comment: await words.open(SEALED.comment(plan.planId, plan.revision), texts?.comment),
      },
      remedies: plan.remedies.map((line) => ({
        ...line,
        executedAt: isoOrNull(line.executedAt),
        failedAt: isoOrNull(line.failedAt),
        proof: remedyOfType(line.type).proof,
        commands: LINE_COMMANDS.map(([operation, obstacles]) =>
          commandViewWith(operation, { remedyId: line.remedyId }, ...obstacles(situation, line, reader.worker)),
        ),
      })),
    };
  }

  /** What waits to be decided, with its words for those who read them. */
  async proposals({ proposals, resolution: { complaintId } }: CaseSituation, reader: Reader): Promise<ProposalView[]> {
    if (proposals.length === 0) return [];
    const words = new SealedWords(this.vault, this.database, complaintId, reader);
    const contents = await this.approvals.contentsOf(this.database, complaintId);
    const views: ProposalView[] = [];
    for (const { proposedAt, ...proposal } of proposals) {
      const { stepId } = proposal;
      const said = await words.open(SEALED.stepContent(stepId), contents.get(stepId));
      const { ground = null, note = null } = said === null ? {} : (JSON.parse(said) as ProposalWords);
      views.push({ ...proposal, proposedAt: proposedAt.toISOString(), ground, note });
    }
    return views;
  }

  private async reworkViews(round: ResolutionCase, words: SealedWords): Promise<ReworkView[]> {
    const views: ReworkView[] = [];
    for (const { orderedAt, comment, ...rework } of await this.reworks.of(this.database, round)) {
      const text = await words.open(SEALED.reworkComment(rework.reworkId), comment);
      views.push({ ...rework, comment: text, orderedAt: orderedAt.toISOString() });
    }
    return views;
  }

  private async answerViews(answers: readonly OfferAnswer[], words: SealedWords): Promise<AnswerView[]> {
    const views: AnswerView[] = [];
    for (const given of answers) {
      const { answerId, offerId, revision, decision, round, channel, givenAt, words: sealed } = given;
      const text = await words.open(SEALED.answerWords(answerId), sealed);
      views.push({
        answerId,
        offerId,
        revision,
        decision,
        round,
        channel,
        words: text,
        givenAt: givenAt.toISOString(),
        record: await this.recordView(given, words),
      });
    }
    return views;
  }

  private async recordView(
    { answerId, givenAt, record, recordedAt }: OfferAnswer,
    words: SealedWords,
  ): Promise<AnswerView['record']> {
    if (!record) return null;
    const { recordedBy, contactId, listenerId, scan, identity, objectBy, objectedAt, objection } = record;
    return {
      recordedBy,
      recordedAt: recordedAt.toISOString(),
      contactId,
      listenerId,
      scanSha256: scan?.sha256 ?? null,
      identity: identity && {
        document: identity.document,
        ending: await words.open(SEALED.identityEnding(answerId), identity.ending),
        // Looked at by the recorder, in the contact in which the answer was given.
        checkedBy: recordedBy,
        checkedAt: givenAt.toISOString(),
      },
      objectBy: objectBy.toISOString(),
      objectedAt: isoOrNull(objectedAt),
      objection: await words.open(SEALED.objection(answerId), objection),
    };
  }

  private async followUpViews(round: ResolutionCase, words: SealedWords): Promise<FollowUpView[]> {
    const views: FollowUpView[] = [];
    for (const { at, comment, deferredUntil, otherNeeds, ...followUp } of await this.cases.followUpsOf(
      this.database,
      round,
    )) {
      const place = SEALED.followUpComment(followUp.followUpId);
      views.push({
        ...followUp,
        at: at.toISOString(),
        deferredUntil: isoOrNull(deferredUntil),
        otherNeeds: await words.open(SEALED.otherNeeds(followUp.followUpId), otherNeeds),
        comment: await words.open(place, comment),
      });
    }
    return views;
  }
}

/** Opens the words of one complaint for one reader; its key is read once, and only when there is something to open. */
class SealedWords {
  private opener: Promise<Opener | undefined> | undefined;

  constructor(
    private readonly vault: Vault,
    private readonly database: Database,
    private readonly complaintId: string,
    private readonly reader: Reader,
  ) {}

  /** @returns null for readers who need no words, and once the person was erased */
  async open(place: SealedPlace, sealed: Buffer | null | undefined): Promise<string | null> {
    if (!this.reader.showsWords || !sealed) return null;
    this.opener ??= this.obtain();
    const open = await this.opener;
    return open ? open(place, sealed) : null;
  }

  private async obtain(): Promise<Opener | undefined> {
    try {
      return await this.vault.opener(this.database, this.complaintId, this.reader.disclosure);
    } catch (error) {
      // The person was erased, and the words with them.
      if (error instanceof KeyMissing) return undefined;
      throw error;
    }
  }
}

function offerView(
  { offerId, revision, state, offeredAt, decideBy, decidedAt }: Offer,
  answer: OfferAnswer | undefined,
): OfferView {
  return {
    offerId,
    revision,
    state,
    offeredAt: offeredAt.toISOString(),
    decideBy: decideBy.toISOString(),
    decidedAt: isoOrNull(decidedAt),
    consent:
      answer?.decision === 'ACCEPT'
        ? {
            consentId: answer.answerId,
            channel: answer.channel,
            textSha256: answer.textSha256,
            locale: answer.locale,
            givenAt: answer.givenAt.toISOString(),
          }
        : null,
  };
}

function isoOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
