import {
  type machines,
  STATE,
  STATES,
  type AnswerChannel,
  type AnswerCode,
  type CancellationReason,
  type ClosureCode,
  type ComplaintState,
  type ConsentException,
  type DataBasis,
  type DisputeOutcome,
  type DisputeRoute,
  type ExtensionReason,
  type PromiseKind,
  type GrantLetter,
  type LetterKind,
  type NotAcceptedReason,
  type OutcomeCode,
  type Remedy,
  type ReviewDecision,
  type RemedyFailure,
  type StateOf,
} from '@redress/contracts';
import { v5 } from 'uuid';

export type LetterStatus = StateOf<typeof machines.letter>;

/** How a letter ends that the complainant is not told by. */
export type GivenUp = typeof machines.letter.state.FAILED | typeof machines.letter.state.SUPPRESSED;

/** Why a letter was not sent, or did not arrive by the last way. */
export const LETTER_REASONS = [
  /** There is no way by which it could go. */
  'NO_ADDRESS',
  /** What the letter says is no longer so. */
  'OUTDATED',
  /** A case of the enterprise itself: there is no one to be told. */
  'NO_COMPLAINANT',
  /** It takes something back of which the complainant was never told. */
  'NEVER_TOLD',
  /** The mail server or the gateway refuses it for good. */
  'REFUSED',
  /** The mail server did not take it within three days. */
  'MAIL_SERVER_UNAVAILABLE',
  /** The gateway for text messages did not take it within a day. */
  'SMS_GATEWAY_UNAVAILABLE',
  /** The gateway reports that it did not arrive. */
  'UNDELIVERABLE',
  /** The gateway took it and gave no receipt within a day. */
  'RECEIPT_MISSING',
  /** The mail came back. */
  'RETURNED',
  /** It does not say what the procedure demands. */
  'INCOMPLETE_CONTENT',
] as const;
export type LetterReason = (typeof LETTER_REASONS)[number];

/** Of a letter that says that a request was granted. */
type GrantFacts = {
  readonly [K in GrantLetter]: {
    readonly kind: K;
    readonly grantedAt: string;
    /** By when a suspension is looked at again. */
    readonly reviewBy?: string;
  };
}[GrantLetter];

/** What the complainant answered to an offer, and how. */
interface AnswerFacts {
  readonly answer: AnswerCode;
  readonly channel: AnswerChannel;
  readonly givenAt: string;
  /** Until when they may object, where staff keep the record of it (RM-09). */
  readonly objectBy?: string;
}

/** What staff recorded as the acceptance of an offer. */
interface AcceptanceFacts {
  readonly offerId: string;
  readonly channel: AnswerChannel;
  readonly givenAt: string;
  readonly objectBy: string;
}

/** Why a case rests for those of its complainants who did not bring it about. */
export type RestReason = 'REVIEW' | 'DISPUTE';

/** What a letter must know besides the dossiers: codes, ids and times. */
export type LetterFacts =
  | { readonly kind: 'ACKNOWLEDGEMENT' }
  | { readonly kind: 'OFFER'; readonly offerId: string }
  /** `dueAt`: when the time for the decision is over. */
  | { readonly kind: 'OFFER_REMINDER'; readonly dueAt: string }
  | { readonly kind: 'OFFER_LAPSED'; readonly lapsedAt: string }
  | { readonly kind: 'INFORMATION_REQUEST'; readonly informationRequestId: string; readonly dossierVersion: number }
  /** `dueAt`: until when an answer is hoped for. */
  | { readonly kind: 'INFORMATION_REMINDER'; readonly informationRequestId: string; readonly dueAt: string }
  /** `dueAt`: by when it is to be kept. */
  | { readonly kind: 'PROMISE'; readonly promiseKind: PromiseKind; readonly dueAt: string }
  /** `dueAt`: by when it is expected now. */
  | { readonly kind: 'EXTENSION'; readonly reason: ExtensionReason; readonly dueAt: string }
  | { readonly kind: 'INFORMATION_UNANSWERED'; readonly resumedAt: string }
  | { readonly kind: 'ONE_TIME_CODE'; readonly codeId: string }
  | ({ readonly kind: 'ANSWER_RECEIVED' } & AnswerFacts)
  | ({ readonly kind: 'PROCEDURE_EXHAUSTED' } & AnswerFacts)
  | { readonly kind: 'IMPOSITION'; readonly offerId: string; readonly exception: ConsentException }
  | ({ readonly kind: 'ANSWER_RECORDED' } & AcceptanceFacts)
  | ({ readonly kind: 'LATE_ACCEPTANCE' } & AcceptanceFacts)
  | {
      readonly kind: 'OBJECTION_RECEIVED';
      readonly answer: AnswerCode;
      readonly channel: AnswerChannel;
      readonly objectedAt: string;
    }
  | {
      readonly kind: 'REMEDY_CANCELLED';
      readonly remedy: Remedy;
      readonly reason: CancellationReason;
      readonly decidedAt: string;
    }
  | {
      readonly kind: 'RENEGOTIATION';
      readonly failure: RemedyFailure;
      readonly cancelled: readonly Remedy[];
      readonly done: readonly Remedy[];
      readonly decidedAt: string;
    }
  | { readonly kind: 'DECISION'; readonly planId: string; readonly revision: number }
  | {
      readonly kind: 'CLOSURE';
      readonly closureCode: ClosureCode;
      readonly outcome: OutcomeCode;
      readonly closedAt: string;
    }
  | {
      readonly kind: 'SUMMARY_RESOLUTION';
      readonly outcome: OutcomeCode;
      readonly remedies: readonly Remedy[];
      readonly resolvedAt: string;
    }
  /** The words of these lie in the dossier of routing, at this version or a later one. */
  | { readonly kind: 'ANSWER'; readonly letterId: string; readonly dossierVersion: number; readonly answeredAt: string }
  | {
      readonly kind: 'DECLINE';
      readonly stepId: string;
      readonly reason: NotAcceptedReason;
      readonly dossierVersion: number;
      readonly declinedAt: string;
    }
  | {
      readonly kind: 'REFERRAL';
      readonly dataBasis: DataBasis;
      readonly dossierVersion: number;
      readonly referredAt: string;
    }
  | { readonly kind: 'REVIEW_OPENED'; readonly openedAt: string }
  /** The words of these lie in the dossier of resolution, as those of offers. */
  | {
      readonly kind: 'REVIEW_DECISION';
      readonly reviewId: string;
      readonly decision: ReviewDecision;
      readonly decidedAt: string;
    }
  | {
      readonly kind: 'DISPUTE_OPENED';
      readonly disputeId: string;
      readonly route: DisputeRoute;
      readonly openedAt: string;
    }
  | {
      readonly kind: 'DISPUTE_DECIDED';
      readonly disputeId: string;
      readonly route: DisputeRoute;
      readonly award: DisputeOutcome;
      readonly binds: boolean;
      readonly decidedAt: string;
    }
  /** To the other complainants of a case: one of them asked for a review, or took it to a body outside. */
  | { readonly kind: 'CASE_RESTS'; readonly why: RestReason; readonly restsSince: string }
  | {
      readonly kind: 'CASE_GOES_ON';
      readonly why: RestReason;
      readonly decidedAt: string;
      readonly next: ReviewDecision | 'FOLLOW_AWARD' | 'CLOSED_BY_AWARD';
    }
  | GrantFacts
  | {
      readonly kind: 'REQUEST_REFUSED';
      readonly request: string;
      readonly reasonCode: string;
      readonly refusedAt: string;
    };

const LETTER_NAMESPACE = '3f0d5a4e-8f0b-5a51-9a53-6f8f9f6a9c11';

/**
 * The id of a letter follows from its occasion: a service that reads the story again after its database was put back
 * makes the same letter, with the same Message-ID.
 * @param occasion what on the story called for the letter, e.g. `offer:<offerId>`
 */
export function letterIdOf(complaintId: string, occasion: string): string {
  return v5(`${complaintId}/${occasion}`, LETTER_NAMESPACE);
}

/** Letters that answer what one complainant said, or ask that one something. */
const FOR_ONE: readonly LetterKind[] = [
  'ACKNOWLEDGEMENT',
  'INFORMATION_REQUEST',
  'INFORMATION_REMINDER',
  'INFORMATION_UNANSWERED',
  'ONE_TIME_CODE',
  'ANSWER_RECEIVED',
  'ANSWER_RECORDED',
  'LATE_ACCEPTANCE',
  'OBJECTION_RECEIVED',
  'REQUEST_REFUSED',
];

/** Whether a letter is for one of several complainants of a case; the others go to all of them (T7, LI-10). */
export function isForOne(kind: LetterKind): boolean {
  return FOR_ONE.includes(kind);
}

/** Letters that rest while the complaint is suspended (T35). */
export const RESTING: readonly LetterKind[] = ['OFFER', 'ONE_TIME_CODE'];

/** Whether a letter is to wait until a suspension is lifted. */
export function rests(kind: LetterKind, state: ComplaintState): boolean {
  return state === STATE.SUSPENDED && RESTING.includes(kind);
}

/** Whether what a letter says is no longer so, judged by where the complaint stands. */
export function isOutdated(kind: LetterKind, state: ComplaintState): boolean {
  switch (kind) {
    case 'ACKNOWLEDGEMENT':
    case 'EXTENSION':
      // Whose complaint is handled with another one is told as everybody else.
      return STATES[state].ended && state !== STATE.MERGED;
    case 'PROMISE':
      // It is owed after the end too.
      return STATES[state].ended && state !== STATE.CLOSED && state !== STATE.MERGED;
    case 'INFORMATION_REQUEST':
    case 'INFORMATION_REMINDER':
      return state !== STATE.AWAITING_COMPLAINANT;
    case 'OFFER':
    case 'OFFER_REMINDER':
    case 'ONE_TIME_CODE':
      return state !== STATE.RESOLUTION_OFFERED;
    case 'CLOSURE':
      return state !== STATE.CLOSED;
    default:
      return false;
  }
}
