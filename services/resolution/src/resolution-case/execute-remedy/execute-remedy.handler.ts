import { Injectable } from '@nestjs/common';
import { AttachmentStore, keepAttachment, type UploadedContent } from '@redress/attachments';
import { remedyExecuted } from '@redress/contracts';
import { Commands, Problem, type Answer, type CommandContext, type UploadedFile } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { Vault, type Queryable } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { z } from 'zod';
import { CaseDesk } from '../case-desk';
import { CompleteRemedies } from '../complete-remedies';
import { obstaclesToExecute } from '../domain/case-commands';
import type { RemedyLine, ResolutionPlan } from '../domain/resolution-plan';
import { paymentIsWhatWasAccepted } from '../domain/rules/payment-is-what-was-accepted.rule';
import { mustBeAllowed, mustBeTheRightPerson } from '../refusal';
import { ResolutionCases, type StandingSituation } from '../resolution-cases';
import { SEALED } from '../sealed';
import type { executedSchema, ExecutionFields } from './execute-remedy.dto';

export const MAX_EVIDENCE_BYTES = 25 * 1024 * 1024;

type Executed = z.infer<typeof executedSchema>;

/** Records that a remedy was executed, with its evidence; the last one resolves the complaint (RM-11, T27). */
@Injectable()
export class ExecuteRemedyHandler {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly completion: CompleteRemedies,
    private readonly store: AttachmentStore,
    private readonly vault: Vault,
    private readonly commands: Commands,
    private readonly custody: Custody<'resolution'>,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async handle(
    command: CommandContext,
    remedyId: string,
    upload: UploadedFile,
    fields: ExecutionFields,
  ): Promise<Executed | Answer<Executed>> {
    const { complaintId } = command;
    const dataKey = await this.admit(command, remedyId).catch((refusal: unknown) => {
      upload.stream.resume();
      throw refusal;
    });
    return keepAttachment(
      this.store,
      this.commands,
      command,
      upload,
      { dataKey, context: `${complaintId}/${SEALED.remedyEvidence}`, maxBytes: MAX_EVIDENCE_BYTES },
      (tx, content) => this.record(tx, command, remedyId, fields, upload.filename, content),
    );
  }

  /** What can be refused before the content is read. @returns the data key under which it is sealed */
  private async admit({ complaintId, actor }: CommandContext, remedyId: string): Promise<Buffer> {
    const { situation, line } = await this.lineOf(this.database, complaintId, remedyId);
    mustBeTheRightPerson(obstaclesToExecute(situation, line, this.desk.worker(actor)));
    return this.vault.dataKey(this.database, complaintId);
  }

  private async record(
    tx: Transaction,
    { complaintId, actor }: CommandContext,
    remedyId: string,
    { amountMinor, note }: ExecutionFields,
    fileName: string,
    { attachmentId, ...content }: UploadedContent,
  ): Promise<Executed> {
    const complaint = await this.custody.hold(tx, complaintId);
    const { situation, plan, line } = await this.lineOf(tx, complaintId, remedyId);
    mustBeAllowed(obstaclesToExecute(situation, line, this.desk.worker(actor)));
    const faults = paymentIsWhatWasAccepted(line, amountMinor);
    if (faults.length > 0) throw Problem.fields(...faults);

    const now = this.clock.now();
    await this.cases.execute(tx, remedyId, {
      ...content,
      evidenceId: attachmentId,
      executedBy: actor.sub,
      executedAt: now,
      evidenceName: await this.vault.seal(tx, complaintId, SEALED.evidenceName, fileName || attachmentId),
      note: note ? await this.vault.seal(tx, complaintId, SEALED.note, note) : null,
    });
    const version = await this.cases.touch(tx, situation.resolution);
    await this.outbox.append(tx, [
      {
        contract: remedyExecuted,
        complaint,
        at: now,
        actor: actor.onStory,
        payload: {
          planId: plan.planId,
          remedyId,
          type: line.type,
          ...(line.amount ? { amount: line.amount } : {}),
          executedAt: now.toISOString(),
          evidenceSha256: content.sha256,
        },
      },
    ]);
    const left = plan.remedies.filter((other) => other !== line && other.state !== 'DONE').length;
    const { state, stateSeq } = await this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...plan, left },
      { at: now, actor: actor.onStory },
    );
    return { complaintId, state, stateSeq, remedyId, remedyState: 'DONE', evidenceSha256: content.sha256, version };
  }

  private async lineOf(
    from: Queryable,
    complaintId: string,
    remedyId: string,
  ): Promise<{ situation: StandingSituation; plan: ResolutionPlan; line: RemedyLine }> {
    const situation = await this.desk.situationOf(from, complaintId);
    const { plan } = situation;
    const line = plan?.remedies.find((remedy) => remedy.remedyId === remedyId);
    if (!plan || !line) throw Problem.notFound('remedy');
    return { situation, plan, line };
  }
}
