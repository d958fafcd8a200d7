import { Inject, Injectable } from '@nestjs/common';
import { WrongFields, type FieldFault } from '@redress/commands';
import { machines, STATE, type Actor, type IntakeDossier } from '@redress/contracts';
import { TO_COMPLAINANT } from '@redress/disclosure';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { formatPacks } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { KeyMissing, TrackingCodes, Vault, type TrackingCodeRefusal } from '@redress/vault';
import { CaseDesk } from '../investigation-case/case-desk';
import { InvestigationCase } from '../investigation-case/domain/investigation-case';
import { SEALED } from '../investigation-case/evidence-item';
import { InvestigationCases } from '../investigation-case/investigation-cases';
import { RecordReply } from '../investigation-case/provide-info/record-reply';

/** What a visitor asks who says to be the complainant. */
export interface QuestionsRequest {
  readonly complaintNo: string;
  readonly trackingCode: string;
  /** One for each question; absent: the visitor only looks. */
  readonly answers?: readonly string[] | undefined;
}

/** The questions, for a visitor who proved to be the complainant. */
export interface ShownQuestions {
  readonly kind: 'SHOWN';
  readonly complaintNo: string;
  readonly questions: readonly string[];
  readonly dueAt: Date;
  /** Zone in which the procedure counts days. */
  readonly zone: string;
  /** What is wrong with the answers that came. */
  readonly faults: readonly FieldFault[];
}

export type QuestionsReply =
  | ShownQuestions
  | { readonly kind: 'ANSWERED'; readonly complaintNo: string }
  /** Nothing is asked, or no longer; told only to the complainant. */
  | { readonly kind: 'NOTHING_ASKED' }
  /** `UNKNOWN` as well when no question was ever asked. */
  | TrackingCodeRefusal
  /** The person was erased: no proof is possible any more. */
  | { readonly kind: 'ERASED' };

const COMPLAINANT: Actor = { kind: 'COMPLAINANT', id: 'portal' };

/** Shows a complainant, by number and tracking code, what the investigator asks, and takes the answers (T13). */
@Injectable()
export class AnswerQuestionsHandler {
  constructor(
    private readonly database: Database,
    private readonly cases: InvestigationCases,
    private readonly desk: CaseDesk,
    private readonly replies: RecordReply,
    private readonly vault: Vault,
    private readonly codes: TrackingCodes,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
  ) {}

  async handle(request: QuestionsRequest): Promise<QuestionsReply> {
    try {
      return await this.database.transaction((tx) => this.answer(tx, request));
    } catch (error) {
      if (error instanceof KeyMissing) return { kind: 'ERASED' };
      if (error instanceof WrongFields) return this.again(request, error.faults);
      throw error;
    }
  }

  /** Nothing of the answers was kept, so the questions are shown with what is wrong. */
  private async again({ answers: _, ...request }: QuestionsRequest, faults: readonly FieldFault[]) {
    const reply = await this.handle(request);
    return reply.kind === 'SHOWN' ? { ...reply, faults } : reply;
  }

  private async answer(tx: Transaction, { answers, ...proof }: QuestionsRequest): Promise<QuestionsReply> {
    const found = await this.asked(tx, proof.complaintNo);
    if (!found) return this.codes.wrong(tx, undefined);
    const { complaintId } = found;
    const complaint = await this.custody.lock(tx, complaintId);
    const closed = await this.codes.closedTo(tx, complaintId, proof.trackingCode, () =>
      this.vault.readDossier<IntakeDossier>(tx, complaintId, 'intake', TO_COMPLAINANT),
    );
    if (closed) return closed;
    // Read again under the lock: it may just have been answered by phone, or have expired.
    const current = await this.cases.questionsByNumber(tx, complaint.complaintNo);
    const isAsked =
      current?.status === machines.informationRequest.state.OPEN &&
      complaint.state === STATE.AWAITING_COMPLAINANT &&
      this.custody.holds(complaint);
    if (!isAsked) return { kind: 'NOTHING_ASKED' };
    if (!answers) return this.shown(tx, complaint, current);
    const investigation = InvestigationCase.restore(await this.desk.situationOf(tx, complaintId));
    await this.replies.record(tx, complaint, investigation, {
      answers,
      actor: COMPLAINANT,
      reason: 'COMPLAINANT_REPLIED',
    });
    return { kind: 'ANSWERED', complaintNo: complaint.complaintNo };
  }

  private async asked(tx: Transaction, typed: string) {
    const complaintNo = typed.replace(/\s/g, '');
    return (
      (await this.cases.questionsByNumber(tx, complaintNo)) ??
      (await this.cases.questionsByNumber(tx, complaintNo.toUpperCase()))
    );
  }

  private async shown(
    tx: Transaction,
    { complaintId, complaintNo, packs }: LockedComplaint,
    { content, dueAt, informationRequestId }: { content: Buffer; dueAt: Date; informationRequestId: string },
  ): Promise<ShownQuestions> {
    const place = SEALED.questions(informationRequestId);
    const questions = JSON.parse(
      await this.vault.unseal(tx, complaintId, place, content, TO_COMPLAINANT),
    ) as readonly string[];
    const zone = this.desk.zoneOf(formatPacks(packs));
    return { kind: 'SHOWN', complaintNo, questions, dueAt, zone, faults: [] };
  }
}
