import { Blocked, faultAt, mustBeFree, mustBeValid, type CaseWorker, type FieldFault } from '@redress/commands';
import {
  machines,
  STATE,
  type CategoryCode,
  type ComplaintState,
  type FlagCode,
  type PriorityCode,
  type SeverityCode,
  type StateOf,
  type ThirdPartyKind,
  type UrgencyCode,
} from '@redress/contracts';
import {
  faultsOfDetermination,
  obstaclesToAddEvidence,
  obstaclesToDetermine,
  obstaclesToReceiveReply,
  obstaclesToRequestInfo,
  obstaclesToRequestThirdParty,
  obstaclesToResume,
} from './case-commands';
import type { Determination } from './determination';
import { dateIsAhead } from './rules/date-is-ahead.rule';

/** The ends are final: a reopened complaint gets a new round. */
export type CaseStatus = StateOf<typeof machines.investigation>;

export interface Classification {
  readonly category: CategoryCode;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly priority: PriorityCode;
  readonly flags: readonly FlagCode[];
}

/** One round of investigation of a complaint, as it is kept. */
export interface InvestigationRound extends Classification {
  readonly complaintId: string;
  readonly complaintNo: string;
  /** 0 for the first handling, +1 for every reopening. */
  readonly cycle: number;
  /** 1 up to the first determination, +1 for every rework (T16). */
  readonly round: number;
  readonly assignmentId: string;
  readonly unitId: string;
  readonly handlerId: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** Where the case stands at the moment at which a person wants to act on it. */
export interface CaseSituation {
  readonly investigation: InvestigationRound;
  readonly complaintState: ComplaintState;
  /** Evidence of all rounds: what an earlier round found stays usable. */
  readonly evidenceIds: readonly string[];
  /** Least number of evidence items that the complaint's packs ask for. */
  readonly minEvidenceItems: number;
  /** How often the present round has asked the complainant for information. */
  readonly pauses: number;
  /** What the complainant is asked and has not answered yet. */
  readonly openQuestions: OpenQuestions | null;
  /** Third parties of the complaint that have not replied. */
  readonly openThirdParties: readonly string[];
  /** When a third party was asked last; null when none was. */
  readonly thirdPartyAskedAt: Date | null;
}

/** Questions to the complainant for whose answer the round waits. */
export interface OpenQuestions {
  readonly informationRequestId: string;
  readonly questions: number;
  readonly askedAt: Date;
}

/** Questions as the case asks them; their words are kept apart, sealed. */
export interface AskedQuestions {
  readonly informationRequestId: string;
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly cycle: number;
  readonly questions: number;
  /** Which pause of the round it is, 1 for the first. */
  readonly pause: number;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly dueAt: Date;
}

/** What a third party is asked; name and words are kept apart, sealed. */
export interface AskedThirdParty {
  readonly thirdPartyId: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly partyKind: ThirdPartyKind;
  readonly askedAt: Date;
  readonly askedBy: string;
  readonly dueAt: Date;
}

/** The waiting that ends. */
export interface EndedPause {
  readonly pausedAt: Date;
  readonly pausedSeconds: number;
}

/** When and by whom something is done to the case. */
export interface ActOnCase {
  readonly by: CaseWorker;
  /** Business time. */
  readonly at: Date;
}

/** A piece of evidence as the case takes it in. */
export interface EvidenceReceived {
  readonly evidenceId: string;
  readonly complaintId: string;
  readonly cycle: number;
  readonly receivedAt: Date;
  readonly addedAt: Date;
  readonly addedBy: string;
}

/** The conclusion of a round in codes: what is kept in the clear and published on the story. */
export interface DeterminedRound {
  readonly determinationId: string;
  readonly cycle: number;
  readonly round: number;
  readonly verdict: Pick<Determination, 'verdict' | 'reasonableness' | 'responsibility' | 'rootCause'>;
  readonly findingCount: number;
  readonly investigatorId: string;
  readonly determinedAt: Date;
  readonly handlerId: string;
  readonly unitId: string;
}

/** The investigation of a complaint in its present round: what can be done to it, and by which rules. */
export class InvestigationCase<S extends CaseSituation = CaseSituation> {
  private constructor(private own: S) {}

  static restore<S extends CaseSituation>(situation: S): InvestigationCase<S> {
    return new InvestigationCase(situation);
  }

  get now(): S {
    return this.own;
  }

  /**
   * Takes a piece of evidence in.
   * @param evidence `receivedAt`: when the enterprise got it; now if absent
   * @throws Blocked
   * @throws WrongFields when it was received in the future
   */
  addEvidence(
    { evidenceId, receivedAt }: { readonly evidenceId: string; readonly receivedAt?: Date | undefined },
    { by, at }: ActOnCase,
  ): EvidenceReceived {
    mustBeFree(obstaclesToAddEvidence(this.own, by));
    evidenceIsNotFromTheFuture(receivedAt, at);
    const { complaintId, cycle } = this.own.investigation;
    this.change({}, { evidenceIds: [...this.own.evidenceIds, evidenceId] });
    return { evidenceId, complaintId, cycle, receivedAt: receivedAt ?? at, addedAt: at, addedBy: by.id };
  }

  /**
   * Asks the complainant for information; the round waits for it (T12).
   * @throws Blocked
   * @throws WrongFields when the answer would be due now or earlier, or too far ahead
   */
  requestInformation(
    asked: { readonly informationRequestId: string; readonly questions: number; readonly dueAt: Date },
    { by, at }: ActOnCase,
  ): AskedQuestions {
    mustBeFree(obstaclesToRequestInfo(this.own, by));
    mustBeValid(dateIsAhead(asked.dueAt, at));
    const { complaintId, complaintNo, cycle } = this.own.investigation;
    const { informationRequestId, questions } = asked;
    const pause = this.own.pauses + 1;
    this.change({}, { pauses: pause, openQuestions: { informationRequestId, questions, askedAt: at } });
    return { ...asked, complaintId, complaintNo, cycle, pause, askedAt: at, askedBy: by.id };
  }

  /**
   * Takes the answer of the complainant, which becomes evidence, no matter who wrote it down (T13). Whether the caller may do so
   * is for the door to say.
   * @param replied `repliedAt`: when the complainant said so
   * @returns the waiting that ends, and the evidence
   * @throws WrongFields when there are not as many answers as questions, or the answer is older than the questions
   */
  provideInformation(
    replied: {
      readonly evidenceId: string;
      readonly answers: readonly string[];
      readonly repliedAt: Date;
      readonly by: string;
    },
    at: Date,
  ): EndedPause & { readonly questions: OpenQuestions; readonly evidence: EvidenceReceived } {
    const { openQuestions: questions } = this.own;
    if (!questions) throw new Error('A round that waits for the complainant has open questions');
    const { answers, by, evidenceId, repliedAt } = replied;
    mustBeValid([
      ...answersFit(answers, questions.questions),
      ...(repliedAt < questions.askedAt ? [faultAt('/contactId', 'before-the-question')] : []),
    ]);
    const { complaintId, cycle } = this.own.investigation;
    this.change({}, { openQuestions: null, evidenceIds: [...this.own.evidenceIds, evidenceId] });
    return {
      ...pauseFrom(questions.askedAt, at),
      questions,
      evidence: { evidenceId, complaintId, cycle, receivedAt: repliedAt, addedAt: at, addedBy: by },
    };
  }

  /**
   * Goes on without waiting any longer (T13, T14). Third parties that have not replied still may.
   * @throws Blocked
   */
  resume({ by, at }: ActOnCase): EndedPause & { readonly questions: OpenQuestions | null } {
    mustBeFree(obstaclesToResume(this.own, by));
    const { openQuestions: questions, thirdPartyAskedAt } = this.own;
    const since = questions?.askedAt ?? thirdPartyAskedAt;
    if (!since) throw new Error('A round that waits knows since when');
    this.change({}, { openQuestions: null });
    return { ...pauseFrom(since, at), questions };
  }

  /**
   * Asks a third party; the round waits for its reply (T14).
   * @throws Blocked
   * @throws WrongFields when the reply would be due now or earlier, or too far ahead
   */
  requestThirdParty(
    asked: { readonly thirdPartyId: string; readonly partyKind: ThirdPartyKind; readonly dueAt: Date },
    { by, at }: ActOnCase,
  ): AskedThirdParty {
    mustBeFree(obstaclesToRequestThirdParty(this.own, by));
    mustBeValid(dateIsAhead(asked.dueAt, at));
    const { complaintId, cycle } = this.own.investigation;
    const { openThirdParties } = this.own;
    this.change({}, { openThirdParties: [...openThirdParties, asked.thirdPartyId], thirdPartyAskedAt: at });
    return { ...asked, complaintId, cycle, askedAt: at, askedBy: by.id };
  }

  /**
   * Takes the reply of a third party, which is on the case as evidence (T14).
   * @returns the waiting that ends with it; undefined when the round does not wait, or waits for others
   * @throws Blocked when this one has replied before
   * @throws WrongFields when an item is not on the case, or the reply would come from the future
   */
  receiveReply(
    reply: { readonly thirdPartyId: string; readonly evidenceIds: readonly string[]; readonly repliedAt: Date },
    { by, at }: ActOnCase,
  ): EndedPause | undefined {
    mustBeFree(obstaclesToReceiveReply(this.own, by));
    const { complaintState, openThirdParties, thirdPartyAskedAt } = this.own;
    if (!openThirdParties.includes(reply.thirdPartyId)) throw new Blocked({ code: 'THIRD_PARTY_NOT_AWAITED' });
    const onTheCase = new Set(this.own.evidenceIds);
    mustBeValid([
      ...reply.evidenceIds.flatMap((id, index) =>
        onTheCase.has(id) ? [] : [faultAt(`/evidenceIds/${index}`, 'unknown-evidence')],
      ),
      ...(reply.repliedAt > at ? [faultAt('/repliedAt', 'in-the-future')] : []),
    ]);
    const left = openThirdParties.filter((id) => id !== reply.thirdPartyId);
    this.change({}, { openThirdParties: left });
    const endsPause = complaintState === STATE.AWAITING_THIRD_PARTY && left.length === 0;
    return endsPause && thirdPartyAskedAt ? pauseFrom(thirdPartyAskedAt, at) : undefined;
  }

  /**
   * Concludes the round (T15).
   * @throws Blocked
   * @throws WrongFields when shares, units or citations do not hold
   */
  determine(
    determination: Determination,
    { determinationId, isUnit }: { readonly determinationId: string; readonly isUnit: (unitId: string) => boolean },
    { by, at }: ActOnCase,
  ): DeterminedRound {
    const hasReasonForNone = determination.noInvestigation !== undefined;
    mustBeFree(obstaclesToDetermine(this.own, by, { hasReasonForNone }));
    mustBeValid(faultsOfDetermination(determination, this.own, isUnit));
    const { cycle, handlerId, round, status, unitId } = this.own.investigation;
    const { verdict, reasonableness, responsibility, rootCause, findings } = determination;
    this.change({ status: machines.investigation.move(status, machines.investigation.state.DETERMINED), closedAt: at });
    return {
      determinationId,
      cycle,
      round,
      verdict: { verdict, reasonableness, responsibility, rootCause },
      findingCount: findings.length,
      investigatorId: by.id,
      determinedAt: at,
      handlerId,
      unitId,
    };
  }

  private change(round: Partial<InvestigationRound>, situation: Partial<CaseSituation> = {}): void {
    const { investigation } = this.own;
    this.own = {
      ...this.own,
      ...situation,
      investigation: { ...investigation, ...round, version: investigation.version + 1 },
    };
  }
}

/** The waiting since then, as it ends. */
export function pauseFrom(pausedAt: Date, at: Date): EndedPause {
  return { pausedAt, pausedSeconds: Math.max(0, Math.floor((at.getTime() - pausedAt.getTime()) / 1_000)) };
}

/** One answer for each question; some may stay empty, not all. */
function answersFit(answers: readonly string[], questions: number): FieldFault[] {
  if (answers.length !== questions) return [faultAt('/answers', 'as-many-as-questions', { questions })];
  return answers.every((answer) => answer.trim() === '') ? [faultAt('/answers', 'no-answer')] : [];
}

/** @throws WrongFields when the enterprise would have got the evidence later than now */
export function evidenceIsNotFromTheFuture(receivedAt: Date | undefined, now: Date): void {
  if (receivedAt && receivedAt > now) mustBeValid([faultAt('/receivedAt', 'in-the-future')]);
}
