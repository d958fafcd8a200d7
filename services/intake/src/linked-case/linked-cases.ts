import { Inject, Injectable } from '@nestjs/common';
import { NotFound, type Caller } from '@redress/commands';
import {
  complaintLinked,
  STATES,
  type Actor,
  type ChannelCode,
  type ComplaintSubmission,
  type FlagCode,
  type LinkCode,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody } from '@redress/lifecycle';
import { Outbox, parsePacks } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { COMPLAINANT } from '../complaint/domain/portal-caller';
import { originDoor } from '../complaint/domain/door';
import type { Origin } from '../complaint/domain/registration-entry';
import { IntakeDossiers } from '../complaint/intake-dossiers';
import { Register, type RegisteredComplaint } from '../complaint/register';
import { RegisterComplaints } from '../complaint/register-complaint/register-complaints.handler';
import { SubmissionJudge } from '../complaint/register-complaint/submission-judge';
import { AddSupplement } from '../supplement/add-supplement/add-supplement.handler';
import { Requests, requestStatement } from '../request/requests';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };
const SAFETY: FlagCode = 'safetyCritical';

/** What led to a linked case. */
export interface Cause {
  readonly complaintId: string;
  /** Half of the identity of the new case: one request leads to one. */
  readonly requestId: string;
  /** The event that answered the request. */
  readonly causationId: string;
}

/** A complaint that came up when the complainant was asked afterwards. */
export interface RaisedInFollowUp {
  readonly complaintId: string;
  /** Identity of the new case. */
  readonly raisedId: string;
  readonly causationId: string;
  readonly description: string;
  readonly actor: Caller;
}

/** Registers a complaint from another one, says so on the story of the first, and never twice for one request. */
@Injectable()
export class LinkedCases {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly register: Register,
    private readonly requests: Requests,
    private readonly registrations: RegisterComplaints,
    private readonly judge: SubmissionJudge,
    private readonly dossiers: IntakeDossiers,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly addSupplement: AddSupplement,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * What a complainant says who asks too late to have the complaint reopened is a complaint of its own, with the same code;
   * while such a one is open, it is added to that (T30). Nothing happens once the person was erased.
   */
  async afterTheWindow(tx: Transaction, { complaintId, requestId, causationId }: Cause): Promise<void> {
    const asked = await this.requests.wordsOf(tx, requestId);
    const first = await this.firstOf(tx, complaintId);
    if (!asked || !first) return;
    const { complaint, dossier } = first;
    const place = requestStatement(requestId);
    const words = await this.vault.unseal(tx, complaintId, place, asked.sealedStatement, FOR_WORK);
    const channel: ChannelCode = asked.actor.kind === 'COMPLAINANT' ? 'WEB_FORM' : 'OTHER';
    const link: LinkCode = 'LATE_REOPENING';
    const linked = await this.register.linkedFrom(tx, complaintId);
    const open = linked.find((one) => one.link === link && !STATES[one.state].ended);
    if (open) {
      const actor = { ...COMPLAINANT, sub: asked.actor.id, onStory: asked.actor };
      const supplement = { words, by: 'COMPLAINANT', channel } as const;
      await this.addSupplement.handle(tx, { complaintId: open.complaintId, actor, ...supplement });
      return;
    }
    const { kind, complainant, representation } = dossier.submission;
    await this.registerFrom(tx, complaint, {
      requestId,
      causationId,
      actor: asked.actor,
      origin: { complaintId, link, trackingCode: dossier.trackingCode, flags: [] },
      submission: {
        kind,
        channel,
        complainant,
        representation,
        description: words,
        receivedAt: asked.requestedAt.toISOString(),
        ...matterOf(dossier.submission),
      },
    });
  }

  /**
   * What a complainant complains of who is asked afterwards is a complaint of its own, with the same person and code, whatever
   * has become of the first one (IN-13).
   * @param actor who asked
   * @throws NotFound for a complaint of another organisation; KeyMissing once the person was erased
   */
  async raisedInFollowUp(
    tx: Transaction,
    { complaintId, raisedId, causationId, description, actor }: RaisedInFollowUp,
  ): Promise<{ readonly complaintId: string; readonly complaintNo: string }> {
    const first = await this.firstOf(tx, complaintId);
    if (!first || first.complaint.organisationId !== actor.organisationId) throw new NotFound('complaint');
    const { complaint, dossier } = first;
    const { complainant, representation } = dossier.submission;
    const raised = await this.registerFrom(tx, complaint, {
      requestId: raisedId,
      causationId,
      actor: actor.onStory,
      origin: { complaintId, link: 'FOLLOW_UP', trackingCode: dossier.trackingCode, flags: [] },
      submission: {
        channel: 'FOLLOW_UP_CALL',
        complainant,
        representation,
        description,
        ...matterOf(dossier.submission),
      },
    });
    if (!raised) throw new Error('What is raised has an id of its own');
    return raised;
  }

  /** A withdrawn case of safety goes on without its complainant (T34). Nothing happens once the person was erased. */
  async goesOnInside(tx: Transaction, { complaintId, requestId, causationId }: Cause): Promise<void> {
    const first = await this.firstOf(tx, complaintId);
    if (!first) return;
    const { complaint, dossier } = first;
    const { complainant, description, kind } = dossier.submission;
    await this.registerFrom(tx, complaint, {
      requestId,
      causationId,
      actor: SYSTEM,
      origin: { complaintId, link: 'WITHDRAWN_SAFETY_CASE', flags: [SAFETY] },
      submission: {
        kind,
        channel: 'INTERNAL',
        complainant: { type: 'NONE', locale: complainant.locale },
        description,
        ...matterOf(dossier.submission),
      },
    });
  }

  private async firstOf(tx: Transaction, complaintId: string) {
    const { organisationId } = await this.custody.lock(tx, complaintId);
    const complaint = await this.register.get(tx, complaintId, organisationId);
    const dossier = await this.dossiers.read(tx, complaintId, FOR_WORK);
    return dossier && { complaint, dossier: dossier.content };
  }

  private async registerFrom(
    tx: Transaction,
    first: RegisteredComplaint,
    linked: {
      readonly requestId: string;
      readonly causationId: string;
      readonly actor: Actor;
      readonly origin: Origin;
      readonly submission: ComplaintSubmission;
    },
  ): Promise<{ readonly complaintId: string; readonly complaintNo: string } | undefined> {
    const { requestId, causationId, actor, origin, submission } = linked;
    const door = originDoor(first.organisationId, actor);
    const { receivingUnit } = first;
    const pack = parsePacks(first.packs)[0]?.id;
    const { subjectStaffId: _staff, subjectUnitId: _unit, ...lasting } = submission;
    // Unit, procedure or person may be gone by now: then it is registered without them, and a person assigns it.
    const tries = [{ ...submission, receivingUnit, pack }, { ...lasting, receivingUnit, pack }, lasting];
    const judged = tries.map((submitted) =>
      this.judge.judge({
        door,
        id: requestId,
        submitted: JSON.parse(JSON.stringify(submitted)),
        takesIncomplete: true,
      }),
    );
    const candidate = judged.find((one) => one.candidate)?.candidate;
    if (!candidate) {
      const faults = judged.at(-1)?.faults.map(({ pointer, code }) => `${pointer} ${code}`);
      throw new Error(`The linked case cannot be registered: ${faults?.join(', ')}`);
    }
    const registered = await this.registrations.registerIn(tx, { ...candidate, origin });
    if (!registered) return undefined;
    const complaint = await this.custody.lock(tx, first.complaintId);
    await this.outbox.append(tx, [
      {
        contract: complaintLinked,
        complaint,
        at: this.clock.now(),
        actor: SYSTEM,
        causationId,
        payload: {
          linkedComplaintId: registered.complaintId,
          linkedComplaintNo: registered.complaintNo,
          link: origin.link,
        },
      },
    ]);
    return { complaintId: registered.complaintId, complaintNo: registered.complaintNo };
  }
}

/** What a case is about, no matter who complains. */
function matterOf(submission: ComplaintSubmission) {
  const { occurredAt, incidentPlace, subject, product, orderRef, subjectStaffId, subjectUnitId } = submission;
  return { occurredAt, incidentPlace, subject, product, orderRef, subjectStaffId, subjectUnitId };
}
