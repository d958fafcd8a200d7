import { Inject, Injectable } from '@nestjs/common';
import { withdrawalRequested, type Actor } from '@redress/contracts';
import { Problem } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import { withdrawalObstacles } from '../request-view';
import { Requests } from '../requests';

export interface RequestWithdrawalCommand {
  readonly complaintId: string;
  readonly statement: string;
  readonly actor: Actor;
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
   * @throws Problem 409 `blocked`
   * @throws UnknownComplaint
   */
  async handle(tx: Transaction, { complaintId, statement, actor }: RequestWithdrawalCommand) {
    const complaint = await this.custody.lock(tx, complaintId);
    const obstacles = withdrawalObstacles(complaint.state, await this.requests.ofComplaint(tx, complaintId));
    if (obstacles.length > 0) throw Problem.blocked(...obstacles);
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
