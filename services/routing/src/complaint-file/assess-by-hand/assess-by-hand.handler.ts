import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import {
  complaintAssessed,
  type ComplexityCode,
  type FaultLevelCode,
  type FlagCode,
  type SeverityCode,
  type UrgencyCode,
} from '@redress/contracts';
import { Outbox, type NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { assess, type Assessment } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { ApprovalSteps } from '../approval-steps';
import { assign } from '../assign';
import { ChooseHandler, mustBeUnitOf } from '../choose-handler';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { assessmentObstacles } from '../../work-item/domain/command-rules';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface AssessByHand extends ComplaintCommand {
  readonly category: string;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  /** Absent: those that intake proposed. */
  readonly flags?: readonly FlagCode[] | undefined;
  /** Absent: as the registration said, as is the level of fault. */
  readonly complexity?: ComplexityCode | undefined;
  readonly faultLevel?: FaultLevelCode | undefined;
  /** Absent: the unit that the pack's rules name. */
  readonly unitId?: string | undefined;
  /** Absent: the least loaded handler of the unit. */
  readonly handlerId?: string | undefined;
}

/** A person decides what the complaint is; the pack still gives the priority and, unless named, the unit. */
@Injectable()
export class AssessByHandHandler {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly choose: ChooseHandler,
    private readonly steps: ApprovalSteps,
  ) {}

  async handle(tx: Transaction, command: AssessByHand): Promise<WorkChanged> {
    const { file, held } = await this.work.open(tx, command, ({ item }, caller) => assessmentObstacles(item, caller));
    const assessment = this.assess(file, command);
    const { unit: unitId, appliedRules, ...classification } = assessment;
    const { handlerId: wanted, actor: by } = command;
    const assignment = await this.choose.assignment(tx, file.item, { unitId, handlerId: wanted, assignedBy: by.sub });

    const at = this.clock.now();
    const actor = command.actor.onStory;
    await this.outbox.append(tx, [
      { contract: complaintAssessed, complaint: held, at, actor, payload: { ...classification, appliedRules } },
    ] as unknown as NewEvent[]);
    await this.steps.lapse(tx, file, { at, actor });
    assign(this.files, file, assignment, { at, actor });
    file.item.assess(classification, 'PERSON');
    this.files.recompute(file, at, 'RECLASSIFIED');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  private assess(file: ComplaintFile, asked: AssessByHand): Assessment {
    if (!file.pack.category(asked.category)) {
      mustBeValid([faultAt('/category', 'unknown-category')]);
    }
    if (asked.unitId !== undefined) mustBeUnitOf(file.complaint.organisationId, asked.unitId, this.directory);
    const { channel, complainantType, classification } = file.item.now;
    const assessment = assess(file.pack, {
      category: asked.category,
      severity: asked.severity,
      urgency: asked.urgency,
      flags: asked.flags ?? classification.flags,
      channel,
      complainantType,
      kind: classification.kind,
      complexity: asked.complexity ?? classification.complexity,
      faultLevel: asked.faultLevel ?? classification.faultLevel,
    });
    const unit = asked.unitId ?? assessment.unit;
    if (this.directory.unit(unit)?.organisationId !== file.complaint.organisationId) {
      mustBeValid([faultAt('/unitId', 'unit-needed')]);
    }
    return {
      ...assessment,
      unit,
      appliedRules: ['person', ...assessment.appliedRules],
    };
  }
}
