import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintSubmission } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database, GroupCommit, type Transaction } from '@redress/persistence';
import { KeyRing } from '@redress/security';
import { IntakeDossiers } from '../intake-dossiers';
import { NumberPartsOfTheMinute } from '../domain/number-parts';
import type { Candidate, SubmissionIdentity } from '../domain/registration-entry';
import { draftRegistration, type DraftRegistration } from './draft-registration';
import { sqlRegisterComplaints, type RegisteredRow } from './sql-register-complaints';

/** What the submitter learns. */
export interface Registration {
  readonly complaintId: string;
  readonly complaintNo: string;
  /** Null once the person was erased. */
  readonly trackingCode: string | null;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  readonly receivedLate: boolean;
  /** The submission was known; this is its first result. */
  readonly repeated: boolean;
}

/** The identity was used for another content (HTTP 422). */
export class OtherContent extends Error {
  constructor() {
    super('The identity of the submission was used for another content');
    this.name = 'OtherContent';
  }
}

interface FirstResultRow {
  complaint_id: string;
  complaint_no: string;
  received_at: Date;
  registered_at: Date;
  received_late: boolean;
}

// The counter of a unit and day lets one commit pass at a time, so more groups at once would only wait for each other:
// the second is made ready while the first is flushed.
const GROUPS_AT_ONCE = 2;
const GROUP_SIZE = 64;

/** Registers complaints: the one way in for staff, portal and Kafka (T2). */
@Injectable()
export class RegisterComplaints {
  private readonly numbering = new NumberPartsOfTheMinute();
  private readonly groups = new GroupCommit<DraftRegistration, RegisteredRow | undefined>({
    lanes: GROUPS_AT_ONCE,
    maxSize: GROUP_SIZE,
    run: (drafts) => this.registerGroup(drafts),
  });

  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly outbox: Outbox,
    private readonly keyRing: KeyRing,
    private readonly dossiers: IntakeDossiers,
  ) {}

  /**
   * Registers one complaint, in one transaction with others that come at the same time, or answers the first result of
   * its identity.
   * @throws OtherContent when the identity belongs to another content
   */
  async registerOne(candidate: Candidate): Promise<Registration> {
    const draft = this.draft(candidate);
    const registered = await this.groups.do(draft);
    if (!registered) return this.firstResult(candidate.identity, candidate.content.submission);
    return registrationOf(draft, registered);
  }

  /**
   * Registers many complaints inside `tx`; a repeat, also one within the batch, changes nothing.
   * @returns how many were new
   */
  async registerAll(tx: Transaction, candidates: readonly Candidate[]): Promise<number> {
    if (candidates.length === 0) return 0;
    const registered = await sqlRegisterComplaints(
      tx,
      candidates.map((candidate) => this.draft(candidate)),
    );
    if (registered.length > 0) tx.afterCommit(() => this.outbox.appended());
    return registered.length;
  }

  /**
   * Registers one complaint inside `tx`, with what else happens there.
   * @returns undefined for a repeat, which changes nothing
   */
  async registerIn(tx: Transaction, candidate: Candidate): Promise<Registration | undefined> {
    const draft = this.draft(candidate);
    const [registered] = await sqlRegisterComplaints(tx, [draft]);
    if (!registered) return undefined;
    tx.afterCommit(() => this.outbox.appended());
    return registrationOf(draft, registered);
  }

  /** Registers a group in a transaction of its own; undefined stands for a repeat. */
  private async registerGroup(drafts: readonly DraftRegistration[]): Promise<(RegisteredRow | undefined)[]> {
    const registered = await sqlRegisterComplaints(this.database, drafts);
    if (registered.length > 0) this.outbox.appended();
    const rows = new Map(registered.map((row) => [row.complaint_id, row]));
    return drafts.map(({ complaintId }) => rows.get(complaintId));
  }

  private draft(candidate: Candidate): DraftRegistration {
    const { custody, outbox, keyRing, numbering } = this;
    return draftRegistration(candidate, { custody, outbox, keyRing, numbering });
  }

  private async firstResult(identity: SubmissionIdentity, submission: ComplaintSubmission): Promise<Registration> {
    const { rows } = await this.database.query<FirstResultRow>(
      `select complaint_id, complaint_no, received_at, registered_at, received_late
       from submission join complaint using (complaint_id)
       where submission.source = $1 and submission.source_id = $2`,
      [identity.source, identity.id],
      'register-first-result',
    );
    const row = rows[0] as FirstResultRow;
    const dossier = await this.dossiers.read(this.database, row.complaint_id, FOR_WORK);
    // The dossier keeps the original unaltered, so it also tells whether this is the same submission.
    if (dossier && !isSameSubmission(dossier.content.submission, submission)) throw new OtherContent();
    return {
      complaintId: row.complaint_id,
      complaintNo: row.complaint_no,
      trackingCode: dossier?.content.trackingCode ?? null,
      receivedAt: row.received_at,
      registeredAt: row.registered_at,
      receivedLate: row.received_late,
      repeated: true,
    };
  }
}

function registrationOf({ candidate, trackingCode }: DraftRegistration, registered: RegisteredRow): Registration {
  const { receivedAt, registeredAt, receivedLate } = candidate.content;
  return {
    complaintId: registered.complaint_id,
    complaintNo: registered.complaint_no,
    trackingCode,
    receivedAt,
    registeredAt,
    receivedLate,
    repeated: false,
  };
}

function isSameSubmission(one: ComplaintSubmission, other: ComplaintSubmission): boolean {
  return isDeepStrictEqual(one, JSON.parse(JSON.stringify(other)));
}
