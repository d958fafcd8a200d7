import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { ComplaintCommand } from '@redress/commands';
import { machines, type ExtensionReason } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { CaseNotes } from '../../case-note/case-notes';
import { ownerOf } from '../../work-item/domain/responsible-owner';
import { ApprovalSteps, type OpenStep } from '../approval-steps';
import { ComplaintFiles } from '../complaint-files';
import { STEP_CONTENT } from '../decline/decline.handler';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';
import { clockOf, obstaclesToDecideExtension, obstaclesToMove, type ClockCommand } from './clock-commands';
import { ClockExtensions } from './clock-extensions';

export interface ProposeExtension extends Omit<ClockCommand, 'contactId'> {
  readonly reason: ExtensionReason;
  /** For who decides; kept sealed. */
  readonly note?: string | undefined;
}

export interface DecideExtension extends ComplaintCommand {
  readonly clockId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  readonly note?: string | undefined;
}

const { state } = machines.approvalStep;

/** A limit is extended before it runs out: one person proposes it, another decides, and the complainant is told (CA-03). */
@Injectable()
export class ApproveExtensionHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly vault: Vault,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
    private readonly extensions: ClockExtensions,
  ) {}

  /** @throws WrongFields when the day is not later than the due time, or later than the pack allows */
  async propose(tx: Transaction, command: ProposeExtension): Promise<WorkChanged> {
    const { actor, clockId, complaintId, note, reason, until } = command;
    const at = this.clock.now();
    const file = await this.work.openWhoeverHolds(tx, command, async (opened, caller) => [
      ...obstaclesToMove(opened, clockOf(opened, clockId), caller, { by: 'approval', now: at }),
      ...((await this.openStep(tx, complaintId, clockId)) ? [{ code: 'APPROVAL_OPEN' } as const] : []),
    ]);
    this.extensions.mustBeWithin(file, clockOf(file, clockId), until);
    await this.notes.addIfGiven(tx, { complaintId, kind: 'NOTE', authorId: actor.sub, at, text: note });
    const deciderId = this.decider(file.item.queueUnit, [actor.sub, file.item.now.handlerId]);
    await this.steps.propose(
      tx,
      file,
      {
        kind: 'EXTENSION',
        subjectId: clockId,
        reasonCode: reason,
        deciderId,
        content: (stepId) => this.vault.seal(tx, complaintId, STEP_CONTENT(stepId), until.toISOString()),
      },
      { at, actor: { ...actor.onStory, id: actor.sub } },
    );
    file.item.touch();
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  async decide(tx: Transaction, command: DecideExtension): Promise<WorkChanged> {
    const { actor, clockId, complaintId, decision, note } = command;
    const at = this.clock.now();
    const isApproved = decision === 'APPROVE';
    let step: OpenStep | undefined;
    const file = await this.work.openWhoeverHolds(tx, command, async (opened, caller) => {
      step = await this.openStep(tx, complaintId, clockId);
      return obstaclesToDecideExtension(opened, clockOf(opened, clockId), caller, {
        proposerId: step?.proposerId,
        isApproved,
        directory: this.directory,
        now: at,
      });
    });
    const open = step as unknown as OpenStep;
    const { reasonCode, stepId } = open;
    await this.notes.addIfGiven(tx, { complaintId, kind: 'DECISION', authorId: actor.sub, at, text: note });
    const act = { at, actor: actor.onStory };
    await this.steps.settle(tx, file, open, isApproved ? state.APPROVED : state.REJECTED, act);
    if (isApproved) {
      const until = await this.untilOf(tx, complaintId, open);
      const reason = reasonCode as ExtensionReason;
      this.extensions.extend(file, clockOf(file, clockId), { ...act, until, reason, agreedBy: { stepId } });
    } else {
      this.files.recompute(file, at, 'LATE_FACT');
    }
    file.item.touch();
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  private async openStep(tx: Transaction, complaintId: string, clockId: string): Promise<OpenStep | undefined> {
    const open = await this.steps.openOf(tx, complaintId);
    return open.find(({ kind, subjectId }) => kind === 'EXTENSION' && subjectId === clockId);
  }

  private async untilOf(tx: Transaction, complaintId: string, { content, stepId }: OpenStep): Promise<Date> {
    if (!content) throw new Error('A proposal to extend a clock says until when');
    return new Date(await this.vault.unseal(tx, complaintId, STEP_CONTENT(stepId), content, FOR_WORK));
  }

  /** Who answers for the unit, or for one above it, and is none of these people. */
  private decider(unitId: string, not: readonly (string | null)[]): string | undefined {
    const owners = this.directory.lineOf(unitId).map((unit) => ownerOf(this.directory, unit));
    return owners.find((owner) => owner !== null && !not.includes(owner)) ?? undefined;
  }
}
