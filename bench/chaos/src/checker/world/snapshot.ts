import type { ServiceName } from '@redress/contracts';
import type { RunRecord } from '../../run-record';

/** A record of the story as it stands on the topic. */
export interface StoryRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly id: string;
  readonly type: string;
  /** `ce_source` */
  readonly source: string;
  readonly subject: string;
  /** `ce_time` */
  readonly time: string;
  readonly organisationId: string;
  /** Custody in the headers; undefined where `ce_stateseq` is absent. */
  readonly move: HeaderMove | undefined;
  /** Of key, headers and value: equal for equal bytes. */
  readonly digest: string;
  /** The parsed value; undefined when it is not JSON. */
  readonly value: unknown;
}

export interface HeaderMove {
  readonly stateSeq: number;
  readonly from: string | null;
  readonly to: string;
  readonly holder: string;
}

/** A record of the submissions topic, as far as it can be told apart from others. */
export interface SubmissionOnTopic {
  readonly partition: number;
  readonly offset: string;
  readonly source: string | undefined;
  readonly id: string | undefined;
}

/** Which record of the submissions topic was rejected. */
export interface RejectionOnTopic {
  readonly partition: number;
  readonly offset: string;
}

/** The newest snapshot of a complaint on `complaint.state.v1`. */
export interface PublishedState {
  readonly complaintId: string;
  readonly state: string;
  readonly stateSeq: number;
  readonly holder: string;
}

/** The newest sealed dossier of a complaint. */
export interface DossierOnTopic {
  /** Service that wrote it. */
  readonly service: string;
  readonly complaintId: string;
  readonly version: number;
}

/** What numbers and days are made with. */
export interface PackOnTopic {
  readonly id: string;
  readonly version: number;
  readonly zone: string;
  readonly prefix: string;
  readonly pattern: string;
  /** Operational and statutory clocks that begin with the receipt, whatever category and severity, and the kinds that have them. */
  readonly clocksFromReceipt: readonly { readonly code: string; readonly kinds: readonly string[] }[];
}

export interface RegisterRow {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly source: string;
  readonly sourceId: string;
}

export interface CounterRow {
  readonly numberBefore: string;
  readonly numberAfter: string;
  readonly last: number;
}

export interface CustodyRow {
  readonly complaintId: string;
  readonly stateSeq: number;
  readonly state: string;
  readonly holder: string;
}

export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly isBlocked: boolean;
}

export interface ParkedRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly status: string;
  readonly reason: string;
}

/** The tables that every service has. */
export interface ServiceRows {
  readonly custody: readonly CustodyRow[];
  readonly outbox: readonly OutboxRow[];
  readonly parked: readonly ParkedRow[];
  /** Requests that are not answered. */
  readonly openRequests: readonly { readonly requestId: string; readonly complaintId: string }[];
}

export interface ClockRow {
  readonly clockId: string;
  readonly complaintId: string;
  readonly state: string;
  readonly toldPercent: number;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly nextFireAt: Date | null;
  /** Whether its due time breaches it; other clocks wait for a person until their holder lets them end, or are windows. */
  readonly breaches: boolean;
  /** Ended states in which it may go on. */
  readonly outlives: readonly string[];
}

/** A round of investigation or resolution. */
export interface CaseRow {
  readonly complaintId: string;
  readonly cycle: number;
}

export interface OfferRow {
  readonly offerId: string;
  readonly complaintId: string;
  readonly planId: string;
  readonly revision: number;
}

export interface RemedyRow {
  readonly remedyId: string;
  readonly planId: string;
  readonly state: string;
}

export interface LetterRow {
  readonly letterId: string;
  readonly complaintId: string;
  readonly kind: string;
  readonly causedBy: string;
  readonly status: string;
}

export interface CountRow {
  readonly organisationId: string;
  readonly day: string;
  readonly measure: string;
  readonly unitId: string;
  readonly value: string;
  readonly count: number;
}

/** Everything that the checks look at, read once when the platform has come to rest. */
export interface Snapshot {
  /** In the order of each partition. */
  readonly story: readonly StoryRecord[];
  readonly submissions: readonly SubmissionOnTopic[];
  readonly rejections: readonly RejectionOnTopic[];
  readonly states: readonly PublishedState[];
  readonly dossiers: readonly DossierOnTopic[];
  /** Complaints whose data key is on its topic. */
  readonly keyed: readonly string[];
  readonly packs: readonly PackOnTopic[];
  readonly services: Readonly<Record<ServiceName, ServiceRows>>;
  readonly register: readonly RegisterRow[];
  readonly counters: readonly CounterRow[];
  readonly workItems: readonly { readonly complaintId: string }[];
  readonly clocks: readonly ClockRow[];
  readonly investigationCases: readonly CaseRow[];
  readonly resolutionCases: readonly CaseRow[];
  readonly offers: readonly OfferRow[];
  readonly remedies: readonly RemedyRow[];
  readonly letters: readonly LetterRow[];
  readonly counts: readonly CountRow[];
  /** Rows of the projections that a rebuild made otherwise. */
  readonly rebuildDifferences: readonly string[];
  /** Where planted words were found. */
  readonly leaks: readonly string[];
  readonly record: RunRecord;
}
