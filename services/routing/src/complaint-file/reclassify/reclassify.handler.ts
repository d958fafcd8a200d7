import { Injectable } from '@nestjs/common';
import { faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import {
  complaintReclassified,
  type ComplaintKind,
  type ComplexityCode,
  type FaultLevelCode,
  type FlagCode,
  type SeverityCode,
  type UrgencyCode,
} from '@redress/contracts';
import type { NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { assess } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { ComplaintFiles } from '../complaint-files';
import { classificationObstacles } from '../../work-item/domain/command-rules';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

/** What is absent stays as it is. */
export interface Reclassify extends ComplaintCommand {
  readonly reasonCode: string;
  readonly kind?: ComplaintKind | undefined;
  readonly category?: string | undefined;
  readonly severity?: SeverityCode | undefined;
  readonly urgency?: UrgencyCode | undefined;
  /** All flags afterwards. */
  readonly flags?: readonly FlagCode[] | undefined;
  readonly complexity?: ComplexityCode | undefined;
  readonly faultLevel?: FaultLevelCode | undefined;
}

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

  async handle(tx: Transaction, command: Reclassify): Promise<WorkChanged> {
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) =>
      classificationObstacles(item, caller),
    );
    const { classification: before, channel, complainantType } = file.item.now;
    const category = command.category ?? before.category;
    if (!file.pack.category(category)) {
      mustBeValid([faultAt('/category', 'unknown-category')]);
    }
    const {
      unit: _unit,
      appliedRules: _rules,
      ...classification
    } = assess(file.pack, {
      category,
      severity: command.severity ?? before.severity,
      urgency: command.urgency ?? before.urgency,
      flags: command.flags ?? before.flags,
      channel,
      complainantType,
      kind: command.kind ?? before.kind,
      complexity: command.complexity ?? before.complexity,
      faultLevel: command.faultLevel ?? before.faultLevel,
    });
    const at = this.clock.now();
    file.item.reclassify(classification);
    file.say({
      contract: complaintReclassified,
      complaint: file.complaint,
      at,
      actor: command.actor.onStory,
      reasonCode: command.reasonCode,
      payload: classification,
    } as unknown as NewEvent);
    this.files.recompute(file, at, 'RECLASSIFIED');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}
