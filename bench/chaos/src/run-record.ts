import type { ServiceName } from '@redress/contracts';
import type { FaultKind } from './faults/fault-kinds';

/** A complaint that the driver submitted over HTTP until it was answered. */
export interface HttpSubmission {
  readonly door: 'STAFF' | 'PORTAL';
  readonly idempotencyKey: string;
  readonly sentAt: string;
  /** Status of the last answer; absent when there was none by the end of the run. */
  readonly status?: number;
  /** Of a 2xx answer. */
  readonly complaintId?: string;
  readonly complaintNo?: string;
}

/** A record on `complaint.submissions.v1`. */
export interface PublishedSubmission {
  readonly source: string;
  readonly id: string;
  readonly sentAt: string;
  /** Whether the broker acknowledged it; what it did not may be in the log or not. */
  readonly isAcknowledged: boolean;
}

/** A command of a person or a program that was answered 2xx. */
export interface AnsweredCommand {
  readonly service: ServiceName;
  readonly method: string;
  /** Without the base of the service. */
  readonly path: string;
  readonly idempotencyKey: string;
  readonly status: number;
  readonly answeredAt: string;
  readonly stateSeq?: number;
}

/** A letter as the mail server got it; one that came twice is there twice. */
export interface ReceivedLetter {
  readonly messageId: string | null;
  readonly receivedAt: string;
  /** Hash of the recipient. */
  readonly recipient: string;
  readonly subject: string;
  /** False when the connection was cut instead of answered, so that the sender has to send it again. */
  readonly isAnswered: boolean;
}

/** One fault of the timeline. */
export interface FaultRecord {
  readonly kind: FaultKind;
  /** What was hit, e.g. a service and its replica. */
  readonly target: string;
  readonly at: string;
  /** Requests that the driver had sent and that were not answered when the fault struck. */
  readonly inFlight: number;
  /** From the strike to the end of the fault. */
  readonly lastedSeconds: number;
  /** From the end of the fault until every replica of every service was ready; absent when some never was. */
  readonly recoverySeconds?: number;
}

/** What the driver knows of a run: the other side of what the checker reads from topics and tables. */
export interface RunRecord {
  /** Personal data that stands nowhere else, so that finding any of it says where it leaked. */
  readonly plantedWords: readonly string[];
  readonly submissions: readonly HttpSubmission[];
  readonly published: readonly PublishedSubmission[];
  readonly commands: readonly AnsweredCommand[];
  readonly letters: readonly ReceivedLetter[];
  readonly faults: readonly FaultRecord[];
  /** Where business time stands at the end. */
  readonly businessNow: string;
}
