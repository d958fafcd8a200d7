import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { ComplaintCommand, Obstacle } from '@redress/commands';
import { assignmentReturned, type AssignmentReason } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ApprovalSteps } from '../approval-steps';
import { CaseNotes } from '../../case-note/case-notes';
import { returnObstacles, takeBackObstacles } from '../../work-item/domain/assignment-rules';
import type { Reader } from '../../work-item/domain/reader';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface ReturnAssignment extends ComplaintCommand {
  readonly reason: AssignmentReason;
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

/** An assignment ends before the unit accepted it: the unit gives it back, or who dispatches takes it back (T11). */
@Injectable()
export class ReturnAssignmentHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
    private readonly steps: ApprovalSteps,
  ) {}

  /** The manager of the unit gives it back; the third return of one handling is refused. */
  giveBack(tx: Transaction, command: ReturnAssignment): Promise<WorkChanged> {
    return this.end(tx, command, false, ({ item }, caller) => returnObstacles(item, caller, this.directory));
  }

  /** Who dispatches takes it back, which counts as no return. */
  takeBack(tx: Transaction, command: ReturnAssignment): Promise<WorkChanged> {
    return this.end(tx, command, true, ({ item }, caller) => takeBackObstacles(item, caller));
  }

  private async end(
    tx: Transaction,
    command: ReturnAssignment,
    takenBack: boolean,
    obstacles: (file: ComplaintFile, caller: Reader) => Obstacle[],
  ): Promise<WorkChanged> {
    const { file } = await this.work.open(tx, command, obstacles);
    const at = this.clock.now();
    const { actor, complaintId, note, reason } = command;
    await this.notes.addIfGiven(tx, { complaintId, kind: 'RETURNED', authorId: actor.sub, at, text: note });
    await this.steps.lapse(tx, file, { at, actor: actor.onStory });
    endAssignment(this.files, file, { at, actor: actor.onStory, reason, takenBack });
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}

/** Plans T11 for an assigned complaint. */
export function endAssignment(
  files: ComplaintFiles,
  file: ComplaintFile,
  how: {
    readonly at: Date;
    readonly actor: ReturnAssignment['actor']['onStory'];
    readonly reason: AssignmentReason;
    readonly takenBack: boolean;
  },
): void {
  const { at, actor, reason, takenBack } = how;
  const { assignmentId, unitId, returns: before } = file.item.now;
  const returns = takenBack ? before : before + 1;
  files.move(file, assignmentReturned, {
    at,
    actor,
    reasonCode: reason,
    payload: { assignmentId: assignmentId as string, fromUnitId: unitId as string, reason, takenBack, returns },
  });
  file.item.endAssignment(returns, file.complaint.stateSeq);
}
