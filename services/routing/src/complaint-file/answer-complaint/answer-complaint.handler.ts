import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import { complaintAnswered } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { answerObstacles } from '../../work-item/domain/assessment-ends';
import { ApprovalSteps } from '../approval-steps';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { OwnDossier } from '../own-dossier';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface AnswerComplaint extends ComplaintCommand {
  /** The answer, which goes out as a letter; kept sealed. */
  readonly text?: string | undefined;
  /** Contact in which it was told instead. */
  readonly contactId?: string | undefined;
}

/** A question or suggestion is answered, by letter or in a contact (T8, IN-25). */
@Injectable()
export class AnswerComplaintHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly contacts: Contacts,
    private readonly steps: ApprovalSteps,
    private readonly dossier: OwnDossier,
  ) {}

  async handle(tx: Transaction, command: AnswerComplaint): Promise<WorkChanged> {
    const { actor } = command;
    const { file } = await this.work.open(tx, command, ({ item }, caller) =>
      answerObstacles(item, caller, this.directory),
    );
    const at = this.clock.now();
    const told = await this.tell(tx, file, command, at);
    await this.steps.lapse(tx, file, { at, actor: actor.onStory });
    const { unitId, receivingUnit } = file.item.now;
    const responsible = { unitId: unitId ?? receivingUnit, handlerId: actor.sub };
    this.files.move(file, complaintAnswered, {
      at,
      actor: actor.onStory,
      assigns: responsible,
      payload: { ...told, ...responsible },
    });
    file.item.settle(responsible, file.complaint);
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }

  private async tell(
    tx: Transaction,
    { complaint }: ComplaintFile,
    { complaintId, contactId, text }: AnswerComplaint,
    at: Date,
  ): Promise<{ letterId: string; dossierVersion: number } | { contactId: string }> {
    if ((text === undefined) === (contactId === undefined)) {
      mustBeValid([faultAt('/text', 'one-of-both', { other: 'contactId' })]);
    }
    if (contactId !== undefined) {
      const { purposes, twoWay } = await this.contacts.named(tx, complaintId, contactId);
      if (!twoWay || !purposes.includes('RESULT_TOLD')) {
        mustBeValid([faultAt('/contactId', 'proves-nothing', { purpose: 'RESULT_TOLD' })]);
      }
      return { contactId };
    }
    const letterId = newId();
    const answer = { letterId, text: text as string };
    return { letterId, dossierVersion: await this.dossier.write(tx, complaint, { answer }, at) };
  }
}
