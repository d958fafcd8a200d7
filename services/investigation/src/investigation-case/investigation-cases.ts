import type { ComplaintState, machines, NoInvestigationReason, StateOf } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import type { Determination } from './domain/determination';
import type {
  AskedQuestions,
  AskedThirdParty,
  CaseSituation,
  Classification,
  InvestigationRound,
} from './domain/investigation-case';
import type { EvidenceItem, NewEvidenceItem } from './evidence-item';

/** What the present round waits for, and how often it did. */
export type Waits = Pick<CaseSituation, 'pauses' | 'openQuestions' | 'openThirdParties' | 'thirdPartyAskedAt'>;

export type RoundKey = Pick<InvestigationRound, 'complaintId' | 'cycle'>;

/** A round that is to be opened. */
export interface NewCase extends Classification {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly assignmentId: string;
  readonly unitId: string;
  readonly handlerId: string;
  readonly openedAt: Date;
}

/** Where the complaint stands by the newest that this service has heard. */
export interface Standing {
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly packs: string;
}

export interface StoredDetermination extends Omit<
  Determination,
  'findings' | 'scope' | 'recommendation' | 'noInvestigation'
> {
  readonly determinationId: string;
  readonly cycle: number;
  /** Of the handling: several when a determination was sent back (T16). */
  readonly round: number;
  readonly findingCount: number;
  /** Why it rests on less evidence than the pack asks for. */
  readonly noInvestigation: NoInvestigationReason | null;
  readonly investigatorId: string;
  readonly determinedAt: Date;
  /** Sealed JSON of findings, scope, recommendation and reason. */
  readonly content: Buffer;
}

/** Questions to the complainant as they are kept. */
export interface InformationRequest extends Omit<AskedQuestions, 'pause'> {
  readonly status: StateOf<typeof machines.informationRequest>;
  /** Sealed JSON of the questions. */
  readonly content: Buffer;
  readonly repliedAt: Date | null;
  /** Member of staff who wrote the reply down, or the portal. */
  readonly recordedBy: string | null;
  readonly contactId: string | null;
  readonly evidenceId: string | null;
  readonly pausedSeconds: number | null;
}

/** How questions end. */
export interface EndedQuestions extends Pick<InformationRequest, 'informationRequestId'> {
  readonly status: Exclude<InformationRequest['status'], typeof machines.informationRequest.state.OPEN>;
  readonly pausedSeconds: number;
  readonly reply?: Pick<InformationRequest, 'repliedAt' | 'recordedBy' | 'contactId' | 'evidenceId'>;
}

/** What a third party was asked, as it is kept. */
export interface ThirdPartyRequest extends AskedThirdParty {
  readonly status: StateOf<typeof machines.thirdPartyRequest>;
  /** Sealed JSON of name and request. */
  readonly content: Buffer;
  readonly repliedAt: Date | null;
  readonly recordedBy: string | null;
  readonly evidenceIds: readonly string[];
}

/** What the use cases ask of storage. Writers hold the complaint's custody row, which keeps them apart. */
export abstract class InvestigationCases {
  /** Opens rounds in the order given; an assignment that has one already gets no second. */
  abstract open(tx: Transaction, cases: readonly NewCase[]): Promise<void>;
  /** The rounds of a complaint, the newest first. */
  abstract roundsOf(from: Queryable, complaintId: string): Promise<InvestigationRound[]>;
  /** The present round with its evidence and where the complaint stands; undefined when it was never here. */
  abstract current(
    from: Queryable,
    complaintId: string,
  ): Promise<
    | {
        readonly investigation: InvestigationRound;
        readonly standing: Standing;
        /** Of all rounds. */
        readonly evidenceIds: readonly string[];
        readonly waits: Waits;
      }
    | undefined
  >;
  abstract reclassify(
    tx: Transaction,
    changes: readonly (Classification & { readonly complaintId: string })[],
  ): Promise<void>;
  /** Unit and handler of open rounds become these, in the order given. */
  abstract assign(
    tx: Transaction,
    changes: readonly { readonly complaintId: string; readonly unitId: string; readonly handlerId: string }[],
  ): Promise<void>;
  /**
   * Investigations go on whose determination was sent back, with these people (T16, T31). A determination that a later one has
   * replaced is not sent back any more.
   */
  abstract goOn(
    tx: Transaction,
    orders: readonly {
      readonly complaintId: string;
      readonly determinationId: string;
      readonly unitId: string;
      readonly handlerId: string;
    }[],
  ): Promise<void>;
  /** Ends open rounds of complaints that have ended by a granted request. */
  abstract endByRequest(
    tx: Transaction,
    complaints: readonly { readonly complaintId: string; readonly at: Date }[],
  ): Promise<void>;

  /** Adds an item and the first link of its chain of custody. @returns the version of the case after it */
  abstract addEvidence(tx: Transaction, item: NewEvidenceItem): Promise<number>;
  /** Every item of the complaint with its chain, the oldest first. */
  abstract evidenceOf(from: Queryable, complaintId: string): Promise<EvidenceItem[]>;
  /** Records that a person read an item. */
  abstract recordReading(from: Queryable, evidenceId: string, actorId: string, at: Date): Promise<void>;

  /** @returns the version of the case after it */
  abstract askQuestions(
    tx: Transaction,
    asked: Omit<AskedQuestions, 'pause'> & { readonly content: Buffer },
  ): Promise<number>;
  /** Ends open questions of a round. @returns the version of the case after it */
  abstract endQuestions(tx: Transaction, round: RoundKey, ended: EndedQuestions): Promise<number>;
  /** Questions of the complaint, the oldest first. */
  abstract questionsOf(from: Queryable, complaintId: string): Promise<InformationRequest[]>;
  /** The newest questions of the complaint with this number. */
  abstract questionsByNumber(
    from: Queryable,
    complaintNo: string,
  ): Promise<
    Pick<InformationRequest, 'complaintId' | 'informationRequestId' | 'status' | 'dueAt' | 'content'> | undefined
  >;

  /** @returns the version of the case after it */
  abstract askThirdParty(tx: Transaction, asked: AskedThirdParty & { readonly content: Buffer }): Promise<number>;
  /** @returns the version of the case after it */
  abstract receiveReply(
    tx: Transaction,
    round: RoundKey,
    reply: Pick<ThirdPartyRequest, 'thirdPartyId' | 'evidenceIds'> & {
      readonly repliedAt: Date;
      readonly recordedBy: string;
    },
  ): Promise<number>;
  /** What third parties of the complaint were asked, the oldest first. */
  abstract thirdPartiesOf(from: Queryable, complaintId: string): Promise<ThirdPartyRequest[]>;

  /** Notes that the round went on. @returns the version of the case after it */
  abstract touch(tx: Transaction, round: RoundKey): Promise<number>;

  /** Ends the round with its verdict; third parties that have not replied are no longer asked. @returns the version of the case after it */
  abstract determine(tx: Transaction, complaintId: string, determination: StoredDetermination): Promise<number>;
  /** The newest first. */
  abstract determinationsOf(from: Queryable, complaintId: string): Promise<StoredDetermination[]>;
}
