import { Injectable } from '@nestjs/common';
import { NotFound, type ComplaintCommand } from '@redress/commands';
import { Contacts, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { CaseDesk } from '../case-desk';
import { obstaclesToRecordInfo } from '../domain/case-commands';
import { RecordReply } from './record-reply';

export interface RecordInfo extends ComplaintCommand {
  readonly informationRequestId: string;
  readonly answers: readonly string[];
  readonly contactId: string;
}

export interface InfoRecorded extends Moved {
  readonly evidenceId: string;
  readonly version: number;
}

/** Staff write down what the complainant replied in a contact (T13). */
@Injectable()
export class RecordInfoHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly contacts: Contacts,
    private readonly replies: RecordReply,
  ) {}

  /** @throws NotCaughtUp when the contact has not been heard of here */
  async handle(tx: Transaction, command: RecordInfo): Promise<InfoRecorded> {
    const { complaintId, actor, answers, contactId, informationRequestId } = command;
    const { complaint, investigation } = await this.desk.open(tx, command, obstaclesToRecordInfo);
    if (investigation.now.openQuestions?.informationRequestId !== informationRequestId) {
      throw new NotFound('information request');
    }
    const contact = await this.contacts.named(tx, complaintId, contactId);
    const recorded = await this.replies.record(tx, complaint, investigation, {
      answers,
      contactId,
      repliedAt: contact.at,
      actor: actor.onStory,
      reason: 'REPLY_RECORDED',
    });
    return { ...movedTo(recorded.complaint), evidenceId: recorded.evidenceId, version: recorded.version };
  }
}
