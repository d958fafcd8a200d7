import { Injectable } from '@nestjs/common';
import { complaintReclassified } from '@redress/contracts';
import { Problem, type CommandContext } from '@redress/http';
import type { NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { assess } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../../complaint-file/complaint-files';
import { classificationObstacles } from '../domain/command-rules';
import { workChanged, type WorkChanged } from '../work-changed.dto';
import { mustBeFree, readerOf, WorkCommands } from '../work-commands';
import type { ReclassificationBody } from './reclassify.dto';

/**
 * Changes the classification of an open complaint, whichever service holds it (T38). The unit stays; the pack gives the
 * priority anew; clocks are computed from their start with what was consumed and paused.
 */
@Injectable()
export class ReclassifyHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
  ) {}

  async handle(tx: Transaction, command: CommandContext, body: ReclassificationBody): Promise<WorkChanged> {
    const file = await this.work.open(tx, command);
    mustBeFree(classificationObstacles(file.item, readerOf(command.actor)));
    const { classification: before, channel, complainantType } = file.item.now;
    const category = body.category ?? before.category;
    if (!file.pack.category(category)) {
      throw Problem.fields({ pointer: '/category', detail: 'is not a category of the procedure of this complaint' });
    }
    const {
      unit: _unit,
      appliedRules: _rules,
      ...classification
    } = assess(file.pack, {
      category,
      severity: body.severity ?? before.severity,
      urgency: body.urgency ?? before.urgency,
      flags: body.flags ?? before.flags,
      channel,
      complainantType,
    });
    const at = this.clock.now();
    file.item.reclassify(classification);
    file.events.push({
      contract: complaintReclassified,
      complaint: file.complaint,
      at,
      actor: command.actor.onStory,
      reasonCode: body.reasonCode,
      payload: classification,
    } as unknown as NewEvent);
    this.files.recompute(file, at, 'RECLASSIFIED');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
