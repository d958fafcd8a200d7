import type { Holder } from '../custody/services';
import type { ComplaintState } from '../custody/states';
import type { TopicName } from '../topics';

/** An event or document as a handler receives it. `data` is null for a tombstone. */
export interface Received<T = unknown> {
  readonly id: string;
  readonly type: string;
  /** Service that wrote it. */
  readonly emitter: string;
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  /** Complaint id on the story. */
  readonly subject: string;
  /** Business time of the event. */
  readonly time: Date;
  /** Real time at which it was recorded. */
  readonly recordedAt: Date;
  readonly organisationId: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly stateSeq?: number;
  readonly from?: ComplaintState | null;
  readonly to?: ComplaintState;
  readonly holder?: Holder;
  readonly data: T;
}
