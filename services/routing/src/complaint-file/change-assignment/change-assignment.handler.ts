import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { mustBeFree, type ComplaintCommand } from '@redress/commands';
import { assignmentChanged, STATE, type AssignmentReason } from '@redress/contracts';
import { NotHolder } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ApprovalSteps } from '../approval-steps';
import { CaseNotes } from '../../case-note/case-notes';
import { changeObstacles, changeToObstacles } from '../../work-item/domain/assignment-rules';
import { ownerOf } from '../../work-item/domain/responsible-owner';
import { assign } from '../assign';
import { ChooseHandler, mustBeUnitOf } from '../choose-handler';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { endAssignment } from '../return-assignment/return-assignment.handler';
import { workChanged, type WorkChanged } from '../work-changed';
import { readerOf, WorkCommands } from '../work-commands';

export interface ChangeAssignment extends ComplaintCommand {
  /** Absent: the unit stays. */
  readonly unitId?: string | undefined;
  /** Absent: the least loaded handler of the unit. */
  readonly handlerId?: string | undefined;
  readonly reason: AssignmentReason;
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

/**
 * A complaint goes to another unit or handler. Before the unit accepted it this is T11 and T9 in one transaction, then a
 * fact that the holder obeys (contracts, section 2).
 */
@Injectable()
export class ChangeAssignmentHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly choose: ChooseHandler,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
  ) {}

  async handle(tx: Transaction, command: ChangeAssignment): Promise<WorkChanged> {
    const { actor, complaintId, note } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) =>
      changeObstacles(item, caller, this.directory),
    );
    const unitId = command.unitId ?? (file.item.now.unitId as string);
    mustBeUnitOf(file.complaint.organisationId, unitId, this.directory);
    const at = this.clock.now();
    await this.notes.addIfGiven(tx, { complaintId, kind: 'ASSIGNMENT', authorId: actor.sub, at, text: note });
    if (file.item.now.state === STATE.ASSIGNED) await this.assignAnew(tx, file, command, unitId, at);
    else await this.changeAccepted(tx, file, command, unitId, at);
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  private async assignAnew(
    tx: Transaction,
    file: ComplaintFile,
    { actor, reason, handlerId }: ChangeAssignment,
    unitId: string,
    at: Date,
  ): Promise<void> {
    const act = { at, actor: actor.onStory };
    const { isFinal } = file.item.now;
    const assignment = await this.choose.assignment(tx, file.item, {
      unitId,
      handlerId,
      assignedBy: actor.sub,
      // What was decided after a dispute stays decided as long as the unit is the same.
      isFinal: isFinal && unitId === file.item.now.unitId,
    });
    mustBeFree(changeToObstacles(file.item, readerOf(actor), this.directory, assignment));
    await this.steps.lapse(tx, file, act);
    endAssignment(this.files, file, { ...act, reason, takenBack: true });
    assign(this.files, file, assignment, { ...act, reasonCode: reason });
  }

  private async changeAccepted(
    tx: Transaction,
    file: ComplaintFile,
    { actor, reason, handlerId: wanted }: ChangeAssignment,
    unitId: string,
    at: Date,
  ): Promise<void> {
    const { complaint, item } = file;
    if (complaint.holder === 'routing') throw new NotHolder(complaint.complaintId, complaint.holder, complaint.state);
    const handlerId = await this.choose.handler(tx, item, unitId, wanted);
    if (handlerId === null) mustBeFree([{ code: 'NO_HANDLER_HAS_ROOM', params: { unitId } }]);
    const to = { unitId, handlerId: handlerId as string };
    mustBeFree(changeToObstacles(item, readerOf(actor), this.directory, to));
    const ownerId = ownerOf(this.directory, unitId, item.now.subjectStaffId);
    changeResponsible(this.files, file, { ...to, ownerId }, { at, actor, reason });
  }
}

/** Plans the fact that another unit or person is responsible for an accepted complaint. */
export function changeResponsible(
  files: ComplaintFiles,
  file: ComplaintFile,
  to: { readonly unitId: string; readonly handlerId: string; readonly ownerId: string | null },
  { at, actor, reason }: Pick<ChangeAssignment, 'actor' | 'reason'> & { readonly at: Date },
): void {
  const { unitId, handlerId, ownerId } = to;
  const unitChanged = unitId !== file.item.now.unitId;
  file.changeResponsible({ unitId, handlerId });
  files.tell(file, {
    contract: assignmentChanged,
    at,
    actor: actor.onStory,
    reasonCode: reason,
    payload: { unitId, handlerId, ownerId: ownerId ?? undefined, unitChanged, reason },
  } as never);
  file.item.changeAssignment(to);
}
