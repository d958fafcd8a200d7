import { Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import type { EscalationReason } from '@redress/contracts';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../complaint-files';
import { CaseNotes } from '../../case-note/case-notes';
import { escalationObstacles } from '../../work-item/domain/command-rules';
import type { WorkItem } from '../../work-item/domain/work-item';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface Escalate extends ComplaintCommand {
  readonly reason: EscalationReason;
  /** To be reached; absent: one more than now. */
  readonly level?: number | undefined;
  /** For the person who answers at that level; kept sealed. */
  readonly note?: string | undefined;
}

/** A person raises the level of an open complaint (T37). */
@Injectable()
export class EscalateHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
  ) {}

  async handle(tx: Transaction, command: Escalate): Promise<WorkChanged> {
    const { actor, complaintId, note, reason } = command;
    const at = this.clock.now();
    const levelOf = ({ now }: WorkItem): number => command.level ?? now.level + 1;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item, pack }, caller) =>
      escalationObstacles(item, caller, pack, levelOf(item)),
    );
    const level = levelOf(file.item);
    await this.notes.addIfGiven(tx, { complaintId, kind: 'ESCALATION', authorId: actor.sub, at, text: note });
    file.raise({ key: newId(), kind: 'ASKED', level }, { at, actor: actor.onStory, reason });
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
