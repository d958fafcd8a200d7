import { Injectable } from '@nestjs/common';
import type { EscalationReason } from '@redress/contracts';
import type { CommandContext } from '@redress/http';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../../complaint-file/complaint-files';
import { escalationObstacles } from '../domain/command-rules';
import { workChanged, type WorkChanged } from '../work-changed.dto';
import { mustBeFree, readerOf, WorkCommands } from '../work-commands';

/** A person raises the level of an open complaint (T37). */
@Injectable()
export class EscalateHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
  ) {}

  /** @param asked level to be reached; absent: one more than now */
  async handle(
    tx: Transaction,
    command: CommandContext,
    reason: EscalationReason,
    asked: number | undefined,
  ): Promise<WorkChanged> {
    const file = await this.work.open(tx, command);
    const level = asked ?? file.item.now.level + 1;
    mustBeFree(escalationObstacles(file.item, readerOf(command.actor), file.pack, level));
    file.raise({ key: newId(), kind: 'ASKED', level }, { at: this.clock.now(), actor: command.actor.onStory, reason });
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
