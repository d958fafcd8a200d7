import type { ComplaintState } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';
import type { Determination } from './domain/determination';
import type { Classification, InvestigationRound } from './domain/investigation-case';
import type { EvidenceItem, NewEvidenceItem } from './evidence-item';

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
  'findings' | 'scope' | 'recommendation' | 'noInvestigationReason'
> {
  readonly determinationId: string;
  readonly cycle: number;
  readonly findingCount: number;
  readonly investigatorId: string;
  readonly determinedAt: Date;
  /** Sealed JSON of findings, scope, recommendation and reason. */
  readonly content: Buffer;
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

  /** Ends the round with its verdict. @returns the version of the case after it */
  abstract determine(tx: Transaction, complaintId: string, determination: StoredDetermination): Promise<number>;
  abstract determinationsOf(from: Queryable, complaintId: string): Promise<StoredDetermination[]>;
}
