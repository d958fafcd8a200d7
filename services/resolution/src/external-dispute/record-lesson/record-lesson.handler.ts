import { Inject, Injectable } from '@nestjs/common';
import { mustBeTheRightPerson, NotFound, type ComplaintCommand } from '@redress/commands';
import { lessonLearned } from '@redress/contracts';
import { admitCommand, Custody, movedTo, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { CaseDesk } from '../../resolution-case/case-desk';
import { DISPUTE_SEALED, Disputes, type Lesson } from '../../dispute/disputes';
import { obstaclesToRecordLesson } from '../../resolution-case/domain/dispute-commands';

export interface RecordLesson extends ComplaintCommand {
  readonly lessonId: string;
  /** Kept sealed. */
  readonly learned: string;
}

export interface LessonRecorded extends Moved {
  readonly lessonId: string;
}

/** A unit writes down what it learned from a dispute, wherever the complaint stands meanwhile (T33). */
@Injectable()
export class RecordLessonHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly disputes: Disputes,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: RecordLesson): Promise<LessonRecorded> {
    const { actor, complaintId, learned, lessonId } = command;
    const worker = this.desk.worker(actor);
    const { complaint, situation: lesson } = await admitCommand(tx, this.custody, command, {
      holder: 'whoever-holds',
      read: () => this.lesson(tx, complaintId, lessonId),
      whoMay: (read) => mustBeTheRightPerson(obstaclesToRecordLesson(read, worker)),
      obstacles: (read) => obstaclesToRecordLesson(read, worker),
    });
    const at = this.clock.now();
    const sealed = await this.vault.seal(tx, complaintId, DISPUTE_SEALED.learned(lessonId), learned);
    await this.disputes.learn(tx, lessonId, { by: actor.sub, at, learned: sealed });
    await this.outbox.append(tx, [
      { contract: lessonLearned, complaint, at, actor: actor.onStory, payload: { lessonId, unitId: lesson.unitId } },
    ]);
    return { ...movedTo(complaint), lessonId };
  }

  private async lesson(tx: Transaction, complaintId: string, lessonId: string): Promise<Lesson> {
    const lesson = (await this.disputes.lessonsOf(tx, complaintId)).find((one) => one.lessonId === lessonId);
    if (!lesson) throw new NotFound('lesson');
    return lesson;
  }
}
