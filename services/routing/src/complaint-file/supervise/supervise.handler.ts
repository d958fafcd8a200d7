import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { faultAt, mustBeValid, type ComplaintCommand, type FieldFault } from '@redress/commands';
import {
  machines,
  supervisionAnswered,
  supervisionLifted,
  supervisionOrdered,
  type CaseNoteKind,
  type EventContract,
} from '@redress/contracts';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseNotes } from '../../case-note/case-notes';
import {
  liftingObstacles,
  supervisionAnswerObstacles,
  supervisionObstacles,
} from '../../work-item/domain/supervision-rules';
import type { OpenSupervision } from '../../work-item/domain/work-item';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { workChanged, type WorkChanged } from '../work-changed';
import { WorkCommands } from '../work-commands';

export interface Supervise extends ComplaintCommand {
  /** What is demanded; for colleagues, kept sealed. */
  readonly demand: string;
  /** By when it is to be answered. */
  readonly dueAt: Date;
}

export interface AnswerSupervision extends ComplaintCommand {
  /** What was done; for colleagues, kept sealed. */
  readonly note: string;
}

export interface LiftSupervision extends ComplaintCommand {
  readonly note?: string | undefined;
}

const { state } = machines.supervision;
const MOST_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

/** A person above demands that a complaint be dealt with by a day; the unit answers, and the demand is lifted (ES-09). */
@Injectable()
export class SuperviseHandler {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly work: WorkCommands,
    private readonly notes: CaseNotes,
  ) {}

  /** @throws WrongFields when the day is not ahead, or more than 90 days ahead */
  async order(tx: Transaction, command: Supervise): Promise<WorkChanged> {
    const { actor, demand, dueAt } = command;
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) =>
      supervisionObstacles(item, caller, this.directory),
    );
    const now = this.clock.now();
    mustBeValid(dayIsAhead(dueAt, now));
    const supervision = { supervisionId: newId(), orderedBy: actor.sub, dueAt: dueAt.toISOString() };
    file.item.supervise({ ...supervision, state: state.ORDERED });
    const { supervisionId } = supervision;
    return this.say(tx, command, file, {
      contract: supervisionOrdered as unknown as EventContract,
      payload: { supervisionId, unitId: file.item.queueUnit, dueAt: supervision.dueAt },
      note: { kind: 'SUPERVISION', text: demand },
    });
  }

  async answer(tx: Transaction, command: AnswerSupervision): Promise<WorkChanged> {
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) =>
      supervisionAnswerObstacles(item, caller, this.directory),
    );
    const open = file.item.now.supervision as OpenSupervision;
    const { orderedBy, supervisionId } = open;
    file.item.supervise({ ...open, state: machines.supervision.move(open.state, state.RESPONDED) });
    return this.say(tx, command, file, {
      contract: supervisionAnswered as unknown as EventContract,
      payload: { supervisionId, orderedBy },
      note: { kind: 'SUPERVISION_ANSWER', text: command.note },
    });
  }

  async lift(tx: Transaction, command: LiftSupervision): Promise<WorkChanged> {
    const file = await this.work.openWhoeverHolds(tx, command, ({ item }, caller) => liftingObstacles(item, caller));
    const { state: before, supervisionId } = file.item.now.supervision as OpenSupervision;
    machines.supervision.move(before, state.LIFTED);
    file.item.supervise(null);
    return this.say(tx, command, file, {
      contract: supervisionLifted as unknown as EventContract,
      payload: { supervisionId },
      note: { kind: 'SUPERVISION', text: command.note },
    });
  }

  private async say(
    tx: Transaction,
    { actor, complaintId }: ComplaintCommand,
    file: ComplaintFile,
    told: {
      readonly contract: EventContract;
      readonly payload: object;
      readonly note: { readonly kind: CaseNoteKind; readonly text: string | undefined };
    },
  ): Promise<WorkChanged> {
    const at = this.clock.now();
    await this.notes.addIfGiven(tx, { complaintId, authorId: actor.sub, at, ...told.note });
    this.files.tell(file, { contract: told.contract, at, actor: actor.onStory, payload: told.payload });
    this.files.recompute(file, at, 'LATE_FACT');
    await this.files.save(tx, [file]);
    return workChanged(file);
  }
}

function dayIsAhead(dueAt: Date, now: Date): FieldFault[] {
  if (dueAt <= now) return [faultAt('/dueAt', 'not-later-than-now')];
  return dueAt.getTime() - now.getTime() > MOST_DAYS * DAY_MS
    ? [faultAt('/dueAt', 'too-far-ahead', { days: MOST_DAYS })]
    : [];
}
