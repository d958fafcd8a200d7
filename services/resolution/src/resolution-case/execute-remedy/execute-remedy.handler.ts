import { Injectable } from '@nestjs/common';
import type { UploadedContent } from '@redress/attachments';
import { mustBeTheRightPerson, type ComplaintCommand } from '@redress/commands';
import { machines, remedyExecuted, remedyIn } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { movedTo, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { Approvals } from '../approvals';
import { CaseDesk } from '../case-desk';
import { CompleteRemedies } from '../complete-remedies';
import { obstaclesToExecute } from '../domain/case-commands';
import { onRemedy } from '../on-remedy';
import { ResolutionCases } from '../resolution-cases';
import { REMEDY_EVIDENCE, SEALED } from '../sealed';

export interface ExecuteRemedy extends ComplaintCommand {
  readonly remedyId: string;
  /** What was paid, minor units; the accepted amount if absent. */
  readonly amountMinor?: number | undefined;
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

export interface RemedyReported extends Moved {
  readonly remedyId: string;
  readonly remedyState: typeof machines.remedyLine.state.DONE;
  readonly evidenceSha256: string;
  readonly version: number;
}

/**
 * Records that a remedy was executed, with its evidence; the last one resolves the complaint (RM-11, T27). A door asks
 * {@link admit} before it takes the evidence, stores it, and then has the execution recorded.
 */
@Injectable()
export class ExecuteRemedyHandler {
  constructor(
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly approvals: Approvals,
    private readonly completion: CompleteRemedies,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** What can be refused before the content is read. @returns the data key under which it is sealed */
  async admit({ complaintId, actor, remedyId }: ExecuteRemedy): Promise<Buffer> {
    const situation = await this.desk.situationOf(this.database, complaintId);
    mustBeTheRightPerson(onRemedy(remedyId, obstaclesToExecute)(situation, this.desk.worker(actor)));
    return this.vault.dataKey(this.database, complaintId, REMEDY_EVIDENCE, FOR_WORK);
  }

  /** @param content as it was stored, with the name that the sender gave it */
  async record(
    tx: Transaction,
    command: ExecuteRemedy,
    { attachmentId, fileName, ...content }: UploadedContent & { readonly fileName: string },
  ): Promise<RemedyReported> {
    const { complaintId, actor, amountMinor, note, remedyId } = command;
    const { complaint, plan, situation } = await this.desk.openPlan(
      tx,
      command,
      onRemedy(remedyId, obstaclesToExecute),
    );
    const at = this.clock.now();
    const { line, left } = plan.execute(remedyId, { by: actor.sub, at }, amountMinor);
    await this.cases.execute(tx, remedyId, {
      ...content,
      evidenceId: attachmentId,
      executedBy: actor.sub,
      executedAt: at,
      evidenceName: await this.vault.seal(tx, complaintId, SEALED.evidenceName(remedyId), fileName || attachmentId),
      note: note ? await this.vault.seal(tx, complaintId, SEALED.note(remedyId), note) : null,
    });
    const version = await this.cases.touch(tx, situation.resolution);
    await this.outbox.append(tx, [
      {
        contract: remedyExecuted,
        complaint,
        at,
        actor: actor.onStory,
        payload: {
          planId: plan.now.planId,
          remedyId,
          remedy: remedyIn(line),
          executedAt: at.toISOString(),
          evidenceSha256: content.sha256,
        },
      },
    ]);
    await this.approvals.lapseOutdated(tx, complaint, situation.proposals, plan.now, { at, actor: actor.onStory });
    const after = await this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...plan.now, left },
      { at, actor: actor.onStory, doneBefore: situation.doneBefore },
    );
    const remedyState = machines.remedyLine.state.DONE;
    return { ...movedTo(after), remedyId, remedyState, evidenceSha256: content.sha256, version };
  }
}
