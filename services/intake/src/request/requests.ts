import type { Actor, Holder, machines, RequestKind } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { sealedColumn, type Queryable } from '@redress/vault';
import type { RequestStatus } from './request.dto';

/** A request to the holder as intake recorded it. */
export interface HolderRequest {
  readonly requestId: string;
  readonly complaintId: string;
  readonly kind: RequestKind;
  readonly status: RequestStatus;
  readonly requestedAt: Date;
  readonly reasonCode: string | null;
  /** The holder, or intake itself where one of several complainants leaves a case. */
  readonly answeredBy: Holder | 'intake' | null;
  readonly answeredAt: Date | null;
}

export interface NewRequest {
  readonly requestId: string;
  readonly complaintId: string;
  readonly kind: RequestKind;
  readonly requestedAt: Date;
  readonly actor: Actor;
  /** Another complaint that it is about. */
  readonly otherId?: string | undefined;
  /** Null where no person asks. */
  readonly sealedStatement: Buffer | null;
  /** What the kind keeps sealed besides. */
  readonly sealedDetails: Buffer | undefined;
}

/** The holder's answer as it stands on the story. */
export interface RequestAnswer {
  readonly requestId: string;
  readonly status: Exclude<RequestStatus, typeof machines.request.state.OPEN>;
  readonly reasonCode: string | null;
  readonly answeredBy: string;
  readonly answeredAt: Date;
}

export const requestStatement = sealedColumn('complaint_request.statement');

/** Who asked, when, and in which words, as they lie in the table. */
export interface AskedWords {
  readonly requestedAt: Date;
  readonly actor: Actor;
  readonly sealedStatement: Buffer;
}

/** Requests to holders, kept from asking to answer. */
export abstract class Requests {
  abstract add(tx: Transaction, request: NewRequest): Promise<void>;

  /** Requests of a complaint, oldest first. */
  abstract ofComplaint(from: Queryable, complaintId: string): Promise<HolderRequest[]>;

  /** One request of a complaint of the organisation, or undefined. */
  abstract find(from: Queryable, requestId: string, organisationId: string): Promise<HolderRequest | undefined>;

  /** Whether a merge of one of these complaints, or one into one of `into`, is not answered yet. */
  abstract isMergeOpen(from: Queryable, of: readonly string[], into: readonly string[]): Promise<boolean>;

  /** The words of a request, or undefined when intake has none. */
  abstract wordsOf(from: Queryable, requestId: string): Promise<AskedWords | undefined>;

  /** Stores answers; the first answer of a request stands. */
  abstract answer(tx: Transaction, answers: readonly RequestAnswer[]): Promise<void>;
}
