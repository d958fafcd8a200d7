import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { ComplaintCommand } from '@redress/commands';
import { machines, type AssignmentReason } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ApprovalSteps, type OpenStep } from '../approval-steps';
import { CaseNotes } from '../../case-note/case-notes';
import { decisionObstacles, disputeObstacles } from '../../work-item/domain/assignment-rules';
import { ownerOf } from '../../work-item/domain/responsible-owner';
import { assign } from '../assign';
import { ChooseHandler, mustBeUnitOf } from '../choose-handler';
import { ComplaintFiles } from '../complaint-files';
import { endAssignment } from '../return-assignment/return-assignment.handler';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface DisputeAssignment extends ComplaintCommand {
  readonly reason: AssignmentReason;
  /** Why, for who decides; kept sealed. */
  readonly note: string;
}

export interface DecideAssignment extends ComplaintCommand {
  /** The unit that is to handle it; the one that asked when its assignment stays. */
  readonly unitId: string;
  /** Absent: the least loaded handler of the unit. */
  readonly handlerId?: string | undefined;
  /** Why, for the units; kept sealed. */
  readonly note: string;
}

const { state } = machines.approvalStep;

/**
 * A unit that has no returns left asks who leads the dispatcher, and the unit that they name cannot return the complaint
 * (contracts, section 2).
 */
@Injectable()
export class DisputeAssignmentHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly choose: ChooseHandler,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
  ) {}

  /** The unit asks for the decision. */
  async ask(tx: Transaction, command: DisputeAssignment): Promise<WorkChanged> {
    const { actor, complaintId, note, reason } = command;
    const { file } = await this.work.open(tx, command, async ({ item }, caller) => {
      const isAsked = (await this.steps.open(tx, complaintId, 'ASSIGNMENT')) !== undefined;
      return disputeObstacles(item, caller, this.directory, isAsked);
    });
    const at = this.clock.now();
    const { assignedBy, receivingUnit } = file.item.now;
    const dispatcher = assignedBy === null ? undefined : this.directory.person(assignedBy);
    const deciderId =
      dispatcher?.reportsTo ?? ownerOf(this.directory, dispatcher?.unitId ?? receivingUnit) ?? undefined;
    await this.notes.add(tx, { complaintId, kind: 'RETURNED', authorId: actor.sub, at, text: note });
    await this.steps.propose(
      tx,
      file,
      { kind: 'ASSIGNMENT', reasonCode: reason, deciderId },
      { at, actor: { ...actor.onStory, id: actor.sub } },
    );
    file.item.touch();
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  /** Who leads the dispatcher decides: the assignment ends and a last one begins (T11 and T9 in one transaction). */
  async decide(tx: Transaction, command: DecideAssignment): Promise<WorkChanged> {
    const { actor, complaintId, handlerId, note, unitId } = command;
    let step: OpenStep | undefined;
    const { file } = await this.work.open(tx, command, async ({ item }, caller) => {
      step = await this.steps.open(tx, complaintId, 'ASSIGNMENT');
      return decisionObstacles(item, caller, this.directory, step?.proposerId);
    });
    const asked = step as unknown as OpenStep;
    mustBeUnitOf(file.complaint.organisationId, unitId, this.directory);
    const at = this.clock.now();
    const act = { at, actor: actor.onStory };
    const reason = asked.reasonCode as AssignmentReason;
    const isGranted = unitId !== file.item.now.unitId;
    await this.notes.add(tx, { complaintId, kind: 'DECISION', authorId: actor.sub, at, text: note });
    await this.steps.settle(tx, file, asked, isGranted ? state.APPROVED : state.REJECTED, act);
    endAssignment(this.files, file, { ...act, reason, takenBack: true });
    const wanted = { unitId, handlerId, assignedBy: actor.sub, isFinal: true };
    assign(this.files, file, await this.choose.assignment(tx, file.item, wanted), { ...act, reasonCode: reason });
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
