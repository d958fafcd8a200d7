import type { ServiceName } from '@redress/contracts';
import type { RedressClient } from '../http/redress-client';

/** A letter as its addressee reads it. */
export interface Letter {
  /** The same for a letter that was sent twice. */
  readonly messageId: string | null;
  readonly subject: string;
  readonly text: string;
}

/** A complaint as another system puts it on `complaint.submissions.v1`. */
export interface SubmissionRecord {
  /** Identifies the submission for ever, together with the source. */
  readonly id: string;
  /** `ce_source`, e.g. `urn:acme:crm`. */
  readonly source: string;
  readonly submission: object;
}

/** What the story says of a complaint that came from the topic of submissions. */
export interface Registration {
  readonly complaintId: string;
  readonly complaintNo: string;
}

/** Everything through which scripted people and systems reach a platform. */
export interface Workplace {
  readonly client: RedressClient;
  /** Business time, as far as people can tell it. */
  readonly now: Date;
  /** How long people wait for what others are to do, ms. */
  readonly patienceMs: number;
  /** Where a service answers such a path: every replica, in the order in which they are to be tried. */
  addresses(service: ServiceName, path: string): readonly string[];
  /** The newest letter to an address whose subject matches, once there are `count` different ones. */
  letter(to: string, subject: RegExp, count?: number): Promise<Letter>;
  /** Resolves when the broker has it. */
  publishSubmission(record: SubmissionRecord): Promise<void>;
  /** Resolves when the story says that the submission was registered. */
  registrationOf(source: string, id: string): Promise<Registration>;
}
