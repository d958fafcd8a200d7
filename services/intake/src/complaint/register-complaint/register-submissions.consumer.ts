import { SUBMISSION_ID, submissionRejected, type DataOf } from '@redress/contracts';
import {
  ConsumesRecords,
  EventConsumer,
  PausePartition,
  type RawRecord,
  type UnreadableBatch,
} from '@redress/messaging';
import { Metrics } from '@redress/observability';
import { Outbox, type NewDocument } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { sourceDoor } from '../domain/door';
import type { Candidate } from '../domain/registration-entry';
import { readSubmissionRecord, type RejectionReason, type SubmissionRecord } from './read-submission-record';
import { RegisterComplaints } from './register-complaints.handler';
import { SubmissionJudge } from './submission-judge';
import { SubmissionSources } from './submission-sources';

/** Organisation on rejections: a record that cannot be read belongs to none. */
const NO_ORGANISATION = 'unknown';
const MAX_REASONS = 100;

/** Registers what other systems submit; what cannot be registered is answered on the rejected topic, and the rest goes on. */
@EventConsumer()
export class RegisterSubmissions {
  private readonly outcomes;

  constructor(
    private readonly registrations: RegisterComplaints,
    private readonly judge: SubmissionJudge,
    private readonly sources: SubmissionSources,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter({
      name: 'intake_submission_records_total',
      help: 'Records of the submissions topic by what became of them',
      labels: ['outcome'],
    });
  }

  @ConsumesRecords('complaint.submissions.v1', { consumer: 'intake.register-submissions' })
  async on(records: readonly RawRecord[], tx: Transaction): Promise<void> {
    if (!this.judge.isReady()) throw new PausePartition('Policy packs or directory have not been read yet');
    const candidates: Candidate[] = [];
    const rejections: NewDocument[] = [];
    for (const record of records) {
      if (record.unreadable) {
        rejections.push(this.batchRejection(record, record.unreadable));
        continue;
      }
      const read = readSubmissionRecord(record, this.sources);
      const judged = this.judgeRecord(read);
      if (judged.candidate) candidates.push(judged.candidate);
      else rejections.push(this.rejection(record, read, judged.reasons));
    }
    const registered = await this.registrations.registerAll(tx, candidates);
    await this.reject(tx, rejections);
    tx.afterCommit(() => {
      this.outcomes.inc({ outcome: 'registered' }, registered);
      this.outcomes.inc({ outcome: 'repeated' }, candidates.length - registered);
      this.outcomes.inc({ outcome: 'rejected' }, rejections.length);
    });
  }

  private judgeRecord(
    read: SubmissionRecord,
  ): { candidate: Candidate } | { candidate?: undefined; reasons: readonly RejectionReason[] } {
    const { provenBy, id, submitted, pointerBase } = read;
    // A source that has not proven itself learns nothing of the rules by which its words would be judged.
    if (!provenBy) return { reasons: read.reasons };
    const { candidate, faults } = this.judge.judge({ door: sourceDoor(provenBy), id, submitted });
    const reasons = [
      ...read.reasons,
      ...faults.map((fault) => ({ ...fault, pointer: `${pointerBase}${fault.pointer}` })),
    ];
    if (!candidate || reasons.length > 0) return { reasons: reasons.slice(0, MAX_REASONS) };
    return { candidate };
  }

  private rejection(record: RawRecord, read: SubmissionRecord, reasons: readonly RejectionReason[]): NewDocument {
    const key = record.key?.toString('utf8') ?? '';
    const { source, id } = read;
    // A key that could hold a name or an address is not repeated.
    return this.rejected(record, SUBMISSION_ID.test(key) ? key : undefined, {
      source,
      id,
      offset: String(record.offset),
      reasons: [...reasons],
    });
  }

  /** Of a batch that cannot be read nothing is known but where it lies; it may hold many submissions of several sources. */
  private batchRejection(record: RawRecord, { firstOffset, lastOffset, reason, detail }: UnreadableBatch): NewDocument {
    return this.rejected(record, undefined, {
      source: null,
      id: null,
      offset: String(firstOffset),
      lastOffset: String(lastOffset),
      reasons: [{ code: reason, detail }],
    });
  }

  private rejected(
    { topic, partition }: RawRecord,
    key: string | undefined,
    told: Omit<DataOf<typeof submissionRejected>, 'topic' | 'partition' | 'receivedAt'>,
  ): NewDocument {
    return {
      contract: submissionRejected,
      key: key ?? `${topic}/${partition}/${told.offset}`,
      organisationId: NO_ORGANISATION,
      at: this.clock.now(),
      data: { topic, partition, receivedAt: this.clock.now().toISOString(), ...told },
    };
  }

  private async reject(tx: Transaction, rejections: readonly NewDocument[]): Promise<void> {
    // Rejections stand on their own: no order among them is promised, so no lock stands for their keys.
    for (const { key } of rejections) tx.heldKeys.add(key);
    await this.outbox.appendDocuments(tx, rejections);
  }
}
