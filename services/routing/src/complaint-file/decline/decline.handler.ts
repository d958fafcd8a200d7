import { Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { complaintDeclined, machines, type NotAcceptedReason } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import type { Transaction } from '@redress/persistence';
import { sealedColumn, Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { Directory } from '@redress/access';
import { CaseNotes } from '../../case-note/case-notes';
import { declineDecisionObstacles, declineObstacles } from '../../work-item/domain/assessment-ends';
import { ownerOf } from '../../work-item/domain/responsible-owner';
import { ApprovalSteps, type OpenStep } from '../approval-steps';
import { ComplaintFiles } from '../complaint-files';
import { OwnDossier } from '../own-dossier';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

/** Where the words of a proposal lie. */
export const STEP_CONTENT = sealedColumn('approval_step.content');

export interface ProposeDecline extends ComplaintCommand {
  readonly reason: NotAcceptedReason;
  /** For the complainant, who gets it in the letter; kept sealed. */
  readonly explanation: string;
  /** For who decides; kept sealed. */
  readonly note?: string | undefined;
}

export interface DecideDecline extends ComplaintCommand {
  readonly decision: 'APPROVE' | 'REJECT';
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

const { state } = machines.approvalStep;

/** A complaint is not accepted: one person proposes it, another decides (T5). */
@Injectable()
export class DeclineHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly vault: Vault,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
    private readonly dossier: OwnDossier,
  ) {}

  /** @returns the step that is to be decided, beside how the complaint stands */
  async propose(tx: Transaction, command: ProposeDecline): Promise<WorkChanged> {
    const { actor, complaintId, explanation, note, reason } = command;
    const { file } = await this.work.open(tx, command, async ({ item }, caller) => {
      const isProposed = (await this.steps.open(tx, complaintId, 'DECLINE')) !== undefined;
      return declineObstacles(item, caller, isProposed);
    });
    const at = this.clock.now();
    await this.notes.addIfGiven(tx, { complaintId, kind: 'DECLINE', authorId: actor.sub, at, text: note });
    await this.steps.propose(
      tx,
      file,
      {
        kind: 'DECLINE',
        reasonCode: reason,
        deciderId: this.directory.person(actor.sub)?.reportsTo ?? this.headOver(file.item.now.receivingUnit, actor.sub),
        content: (stepId) => this.vault.seal(tx, complaintId, STEP_CONTENT(stepId), explanation),
      },
      { at, actor: { ...actor.onStory, id: actor.sub } },
    );
    file.item.touch();
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  async decide(tx: Transaction, command: DecideDecline): Promise<WorkChanged> {
    const { actor, complaintId, decision, note } = command;
    let step: OpenStep | undefined;
    const { file } = await this.work.open(tx, command, async ({ item }, caller) => {
      step = await this.steps.open(tx, complaintId, 'DECLINE');
      return declineDecisionObstacles(item, caller, step?.proposerId);
    });
    const proposed = step as unknown as OpenStep;
    const act = { at: this.clock.now(), actor: actor.onStory };
    await this.notes.addIfGiven(tx, { complaintId, kind: 'DECISION', authorId: actor.sub, at: act.at, text: note });
    const isApproved = decision === 'APPROVE';
    await this.steps.settle(tx, file, proposed, isApproved ? state.APPROVED : state.REJECTED, act);
    if (isApproved) {
      const { proposerId, reasonCode, stepId } = proposed;
      const explanation = await this.explanationOf(tx, complaintId, proposed);
      const version = await this.dossier.write(tx, file.complaint, { decline: { stepId, explanation } }, act.at);
      await this.steps.lapse(tx, file, act);
      const reason = reasonCode as NotAcceptedReason;
      this.files.move(file, complaintDeclined, {
        ...act,
        reasonCode,
        payload: { stepId, reason, proposerId, approverId: actor.sub, dossierVersion: version },
      });
      file.item.follow(file.complaint.state, file.complaint.stateSeq);
    } else {
      file.item.touch();
    }
    this.files.recompute(file, act.at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  private explanationOf(tx: Transaction, complaintId: string, { stepId, content }: OpenStep): Promise<string> {
    if (!content) throw new Error('A proposal to decline has an explanation');
    return this.vault.unseal(tx, complaintId, STEP_CONTENT(stepId), content, FOR_WORK);
  }

  /** Who leads the unit, or the one above it when the proposer leads it. */
  private headOver(unitId: string, proposerId: string): string | undefined {
    const heads = this.directory.lineOf(unitId).map((unit) => ownerOf(this.directory, unit));
    return heads.find((head) => head !== null && head !== proposerId) ?? undefined;
  }
}
