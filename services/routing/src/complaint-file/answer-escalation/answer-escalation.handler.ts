import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { ComplaintCommand } from '@redress/commands';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseNotes } from '../../case-note/case-notes';
import { escalationAnswerObstacles, type EscalationAct } from '../../work-item/domain/command-rules';
import type { OpenEscalation } from '../../work-item/domain/work-item';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface AnswerEscalation extends ComplaintCommand {
  readonly answer: EscalationAct;
  /** What was done, or why a person above has to; for colleagues, kept sealed. */
  readonly note: string;
}

/** Who is responsible at the level acts, or passes the complaint on to the next one, with a note (ES-03). */
@Injectable()
export class AnswerEscalationHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
  ) {}

  async handle(tx: Transaction, command: AnswerEscalation): Promise<WorkChanged> {
    const { actor, answer: act, complaintId, note } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item, pack }, caller) =>
      escalationAnswerObstacles(item, caller, { act, directory: this.directory, pack }),
    );
    const at = this.clock.now();
    const { reason } = file.item.now.openEscalation as OpenEscalation;
    const by = { at, actor: actor.onStory };
    await this.notes.add(tx, { complaintId, kind: 'ESCALATION', authorId: actor.sub, at, text: note });
    this.files.tell(file, file.answerEscalation(act === 'ACT' ? 'ACTED' : 'PASSED_ON', by));
    if (act === 'PASS_ON') {
      file.raise({ key: newId(), kind: 'ASKED', level: file.item.now.level + 1 }, { ...by, reason });
    }
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
