import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { mailReturned } from '@redress/contracts';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Register } from '../complaint/register';

export interface ReportReturnedMail extends ComplaintCommand {
  readonly letterId: string;
  /** As in 5.1.1. */
  readonly status: string;
  readonly permanent: boolean;
}

/** Those who read the mailbox of the enterprise say that a letter came back, in whatever state the complaint is. */
@Injectable()
export class ReportReturnedMailHandler {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly register: Register,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws as {@link admitCommand}; NotFound when the complaint is of another organisation than the caller */
  async handle(tx: Transaction, { letterId, status, permanent, ...command }: ReportReturnedMail) {
    const { complaintId, actor } = command;
    const { complaint } = await admitCommand(tx, this.custody, command, {
      read: () => this.register.get(tx, complaintId, actor.organisationId ?? ''),
      holder: 'whoever-holds',
      obstacles: () => [],
    });
    const at = this.clock.now();
    const payload = { letterId, status, permanent };
    await this.outbox.append(tx, [{ contract: mailReturned, complaint, at, actor: actor.onStory, payload }]);
    return { complaintId, letterId, reportedAt: at.toISOString() };
  }
}
