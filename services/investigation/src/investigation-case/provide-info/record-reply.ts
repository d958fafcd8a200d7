import { Inject, Injectable } from '@nestjs/common';
import {
  evidenceAdded,
  investigationResumed,
  machines,
  STATE,
  type Actor,
  type ResumptionReason,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody, type HeldComplaint, type LockedComplaint } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import type { CaseSituation, InvestigationCase } from '../domain/investigation-case';
import { NO_FILE, SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';
import { InvestigationDossiers } from '../investigation-dossiers';

/** An answer of the complainant, whichever way it came. */
export interface Reply {
  /** One for each question, in their order; empty where a question stays open. */
  readonly answers: readonly string[];
  /** When the complainant said so; now if absent. */
  readonly repliedAt?: Date | undefined;
  readonly actor: Actor;
  readonly reason: ResumptionReason;
  /** Of what was said in a contact: which. */
  readonly contactId?: string | undefined;
}

/** Takes an answer of the complainant as evidence, and has the investigation go on (T13). */
@Injectable()
export class RecordReply {
  constructor(
    private readonly cases: InvestigationCases,
    private readonly dossiers: InvestigationDossiers,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @param investigation of a complaint that waits for its complainant
   * @throws WrongFields when the answers do not fit the questions
   */
  async record(
    tx: Transaction,
    complaint: HeldComplaint,
    investigation: InvestigationCase<CaseSituation>,
    { answers, actor, contactId, reason, ...reply }: Reply,
  ): Promise<{ readonly complaint: LockedComplaint; readonly evidenceId: string; readonly version: number }> {
    const { complaintId } = complaint;
    const at = this.clock.now();
    const evidenceId = newId();
    const repliedAt = reply.repliedAt ?? at;
    const { evidence, questions, pausedAt, pausedSeconds } = investigation.provideInformation(
      { evidenceId, answers, repliedAt, by: actor.id },
      at,
    );
    const { informationRequestId } = questions;
    const words = await this.wordsOf(tx, complaintId, informationRequestId, answers);
    await this.cases.addEvidence(tx, {
      ...NO_FILE,
      ...evidence,
      kind: 'STATEMENT',
      contactId: contactId ?? null,
      system: null,
      text: await this.vault.seal(tx, complaintId, SEALED.text(evidenceId), words),
      provenance: 'COMPLAINANT',
      description: await this.vault.seal(tx, complaintId, SEALED.description(evidenceId), words.slice(0, 200)),
    });
    const version = await this.cases.endQuestions(tx, investigation.now.investigation, {
      informationRequestId,
      status: machines.informationRequest.state.REPLIED,
      pausedSeconds,
      reply: { repliedAt, recordedBy: actor.id, contactId: contactId ?? null, evidenceId },
    });
    await this.dossiers.change(tx, complaint, at, { questions: undefined });
    await this.outbox.append(tx, [
      {
        contract: evidenceAdded,
        complaint,
        at,
        actor,
        payload: { evidenceId, kind: 'STATEMENT', ...(contactId ? { contactId } : {}), provenance: 'COMPLAINANT' },
      },
    ]);
    const moved = await this.custody.move(tx, complaint, investigationResumed, {
      at,
      actor,
      to: STATE.UNDER_INVESTIGATION,
      payload: {
        reason,
        informationRequestId,
        ...(contactId ? { contactId } : {}),
        pausedAt: pausedAt.toISOString(),
        pausedSeconds,
      },
    });
    return { complaint: moved, evidenceId, version };
  }

  /** Questions and answers in turn, as the statement keeps them. */
  private async wordsOf(
    tx: Transaction,
    complaintId: string,
    informationRequestId: string,
    answers: readonly string[],
  ): Promise<string> {
    const asked = (await this.cases.questionsOf(tx, complaintId)).find(
      (one) => one.informationRequestId === informationRequestId,
    );
    if (!asked) throw new Error('Open questions are kept');
    const place = SEALED.questions(informationRequestId);
    const questions = JSON.parse(
      await this.vault.unseal(tx, complaintId, place, asked.content, FOR_WORK),
    ) as readonly string[];
    return questions
      .map((question, index) => `${index + 1}. ${question}\n${answers[index]?.trim() ?? ''}`)
      .join('\n\n');
  }
}
