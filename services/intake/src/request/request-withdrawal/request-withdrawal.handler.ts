import { Inject, Injectable } from '@nestjs/common';
import { NotFound, type ComplaintCommand } from '@redress/commands';
import { withdrawalRequested } from '@redress/contracts';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { withdrawalObstacles } from '../request-view';
import { Requests } from '../requests';

export interface RequestWithdrawalCommand extends ComplaintCommand {
  /** The complainant's own words; kept sealed. */
  readonly statement: string;
  /** Set by doors that admit staff: only complaints of the caller's organisation exist for them. */
  readonly ofOwnOrganisation?: boolean;
}

/** Records that a complainant wants to withdraw and asks the holder (T34). */
@Injectable()
export class RequestWithdrawal {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly requests: Requests,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @returns the request, which the holder answers on the story
   * @throws as {@link admitCommand}
   */
  async handle(tx: Transaction, command: RequestWithdrawalCommand) {
    const { complaintId, statement } = command;
    const actor = command.actor.onStory;
    const { complaint } = await admitCommand(tx, this.custody, command, {
      read: async (locked) => ({ locked, requests: await this.requests.ofComplaint(tx, complaintId) }),
      whoMay: ({ locked }) => {
        const isForeign = locked.organisationId !== command.actor.organisationId;
        if (command.ofOwnOrganisation && isForeign) throw new NotFound('complaint');
      },
      holder: 'whoever-holds',
      obstacles: ({ locked, requests }) => withdrawalObstacles(locked.state, requests),
    });
    const now = this.clock.now();
    const requestId = newId();
    const kind = 'WITHDRAWAL' as const;
    const sealedStatement = await this.vault.seal(tx, complaintId, 'complaint_request.statement', statement);
    await this.requests.add(tx, { requestId, complaintId, kind, requestedAt: now, actor, sealedStatement });
    await this.outbox.append(tx, [
      {
        contract: withdrawalRequested,
        complaint,
        at: now,
        actor,
        payload: { requestId, kind, requestedAt: now.toISOString() },
      },
    ]);
    return { requestId, complaintId, kind, status: 'OPEN' as const };
  }
}
