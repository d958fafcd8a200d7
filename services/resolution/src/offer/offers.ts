import type { AnswerChannel, AnswerCode, IdentityDocument, machines, StateOf } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';

export type OfferState = StateOf<typeof machines.offer>;

/** An approved plan revision as it was put to the complainant. */
export interface Offer {
  readonly offerId: string;
  readonly complaintId: string;
  /** To whom it was made: the complaint of one of several complainants, else the complaint itself. */
  readonly partyId: string;
  readonly cycle: number;
  readonly planId: string;
  readonly revision: number;
  readonly state: OfferState;
  readonly offeredAt: Date;
  /** Business time until which it is to be answered: as the clock for it says, once the complainant was told. */
  readonly decideBy: Date;
  readonly decidedAt: Date | null;
  /** Who had it carried out without consent (T26). */
  readonly imposedBy: string | null;
}

/** How many wrong codes were tried on an offer, real time. */
export interface Tries {
  readonly failed: number;
  /** Until they are forgotten; 0 when there is nothing to forget. */
  readonly secondsLeft: number;
}

/** What a complainant said to an offer: with one wording of one revision before them (RM-08, RM-09). */
export interface OfferAnswer {
  readonly answerId: string;
  readonly offerId: string;
  readonly decision: AnswerCode;
  /** 1, 2, 3 …: answers that agree to nothing count as rounds. */
  readonly round: number;
  readonly channel: AnswerChannel;
  readonly revision: number;
  /** SHA-256 of what was shown. */
  readonly textSha256: string;
  readonly locale: string;
  /** Business time at which the complainant said it. */
  readonly givenAt: Date;
  /** Business time at which it was written down. */
  readonly recordedAt: Date;
  readonly proof: AnswerProof;
  /** Why an auditor has to look at it; null when nothing speaks for that. */
  readonly mark: ConsentMark | null;
  /** Counter-proposal or reason of the refusal, sealed. */
  readonly words: Buffer | null;
  /** Null for what complainants wrote down themselves. */
  readonly record: AnswerRecord | null;
}

/** What stands with an answer that a member of staff wrote down (RM-08). */
export interface AnswerRecord {
  readonly recordedBy: string;
  /** Contact in which it was said; null for signed paper. */
  readonly contactId: string | null;
  /** Second member of staff who listened. */
  readonly listenerId: string | null;
  /** The signed paper. */
  readonly scan: AnswerScan | null;
  /** What showed at the counter who the complainant is; null where something else did. */
  readonly identity: IdentityShown | null;
  /** Business time until which the complainant may object (RM-09). */
  readonly objectBy: Date;
  /** Null while no one objected: an answer that was objected to does not count. */
  readonly objectedAt: Date | null;
  /** What the complainant said to it, sealed. */
  readonly objection: Buffer | null;
}

/** A signed paper as it is kept; the name of its file is sealed. */
export interface AnswerScan {
  readonly scanId: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
  readonly name: Buffer;
}

/** An identity document that the recorder looked at, in the contact of the answer. */
export interface IdentityShown {
  readonly document: IdentityDocument;
  /** Last characters of its number, sealed. */
  readonly ending: Buffer;
}

/** With what the complainant proved to be the complainant, or, where staff recorded the answer, what proves it. */
export const ANSWER_PROOFS = ['TRACKING_CODE', 'ONE_TIME_CODE', 'CALL', 'PAPER', 'IDENTITY_CHECK'] as const;
export type AnswerProof = (typeof ANSWER_PROOFS)[number];

/** It came from an address at which a member of staff had signed in. */
export type ConsentMark = 'STAFF_ADDRESS';

/** A marked consent as auditors find it. */
export interface MarkedConsent {
  readonly consentId: string;
  readonly offerId: string;
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly mark: ConsentMark;
  readonly proof: AnswerProof;
  readonly givenAt: Date;
}

type Round = { readonly complaintId: string; readonly cycle: number };

/** The clock that runs while a complainant decides on an offer. */
export interface DecisionClock {
  readonly complaintId: string;
  readonly clockId: string;
  /** When the complainant was told the offer. */
  readonly startedAt: Date;
  /** Null while a pause leaves it open. */
  readonly dueAt: Date | null;
}

/** What offers ask of storage. */
export abstract class Offers {
  /** @param tokenSha256 hash of the token of the link: the table alone opens nothing */
  abstract add(
    tx: Transaction,
    offer: Omit<Offer, 'state' | 'decidedAt' | 'imposedBy'> & { readonly tokenSha256: Buffer },
  ): Promise<void>;
  abstract findByToken(from: Queryable, tokenSha256: Buffer): Promise<Offer | undefined>;
  /** The newest offer of a round, of several first one that is open or was accepted. @param partyId of this party only */
  abstract ofRound(from: Queryable, round: Round, partyId?: string): Promise<Offer | undefined>;
  /** The offers of one revision to all complainants, in the order of their ids. */
  abstract ofRevision(from: Queryable, plan: Pick<Offer, 'planId' | 'revision'>): Promise<Offer[]>;
  /**
   * The open offer to a party who leaves stands no more, nor the accepted one where nothing was begun on it.
   * @returns it; undefined when there is none
   */
  abstract voidFor(
    tx: Transaction,
    complaintId: string,
    partyId: string,
    act: { readonly at: Date; readonly alsoAccepted: boolean },
  ): Promise<Offer | undefined>;
  /** Locks the offer, so that tries are counted and the token is consumed one after the other. */
  abstract lock(tx: Transaction, offerId: string): Promise<Offer & { readonly tries: Tries }>;
  /** Counts a wrong code; the first one opens a window of `windowSeconds`. */
  abstract countFailure(tx: Transaction, offerId: string, windowSeconds: number): Promise<void>;
  /** The offer for whose answer a clock waits. */
  abstract ofClock(from: Queryable, complaintId: string, clockId: string): Promise<Offer | undefined>;
  /** Notes what the clock of the decision says of the open offers of complaints. */
  abstract noteClocks(tx: Transaction, clocks: readonly DecisionClock[]): Promise<void>;
  /** The time for the decision is over. @throws WrongRowCount when the offer is not open */
  abstract lapse(
    tx: Transaction,
    complaintId: string,
    lapse: { readonly clockId: string; readonly at: Date; readonly closesAt: Date },
  ): Promise<void>;
  /** It is carried out without consent (T26). @throws WrongRowCount when it is not open */
  abstract impose(tx: Transaction, offerId: string, act: { readonly at: Date; readonly by: string }): Promise<void>;
  /** Nothing that was offered stands any more, and no lapse closes the case: a review or a dispute goes before it. */
  abstract giveUp(tx: Transaction, complaintId: string, at: Date): void;
  /** Complaints that are to be closed by now because their offer lapsed. @param among these only; all when absent */
  abstract lapsedToClose(from: Queryable, now: Date, limit: number, among?: readonly string[]): Promise<string[]>;
  /** Records the answer and takes the offer to the state that it leads to. @throws WrongRowCount when it is not `from` */
  abstract answer(
    tx: Transaction,
    complaintId: string,
    answer: OfferAnswer,
    step: { readonly from: OfferState; readonly to: OfferState },
  ): Promise<void>;
  /** What was said to an offer, the newest where it was answered anew; undefined when nothing was. */
  abstract answerTo(from: Queryable, offerId: string): Promise<OfferAnswer | undefined>;
  /** Notes that the complainant objected to what was recorded. @throws WrongRowCount when that was noted before */
  abstract object(
    tx: Transaction,
    answerId: string,
    objection: { readonly at: Date; readonly words: Buffer | null },
  ): Promise<void>;
  /** One of several complainants answers anew, while the others are waited for. @throws WrongRowCount when it was not answered */
  abstract reopen(tx: Transaction, offerId: string): Promise<void>;
  /** An acceptance that was objected to no longer counts. @throws WrongRowCount when the offer is not accepted */
  abstract undo(tx: Transaction, offerId: string): Promise<void>;
  /** Marked consents of an organisation after a position, oldest first. */
  abstract markedConsents(
    from: Queryable,
    organisationId: string,
    after: { readonly givenAt: string; readonly consentId: string } | undefined,
    limit: number,
  ): Promise<MarkedConsent[]>;
  /** One answer to a complaint's offers, of whatever round; undefined when there is none. */
  abstract answerById(from: Queryable, complaintId: string, answerId: string): Promise<OfferAnswer | undefined>;
  /** What was said to the offers of a round, the first one first. */
  abstract answersOf(from: Queryable, round: Round): Promise<OfferAnswer[]>;
}
