import { Injectable } from '@nestjs/common';
import { Blocked, mustBeTheRightPerson, NotFound, obstaclesOf, type Caller } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import type { DirectoryProposalEntity } from '../../database/entities';
import { ChangeEntryHandler } from '../change-entry/change-entry.handler';
import { DirectoryProposals, type ProposalState } from '../directory-proposals';
import { notProposerObstacle, ownEntryObstacle, sameSecondPersonObstacle } from '../domain/second-person';
import { SqlDirectoryRegister } from '../sql-directory-register';

const { state: STATE } = machines.directoryProposal;

/** Confirms, refuses and retracts proposed changes of the directory (SY-01). */
@Injectable()
export class SettleProposalHandler {
  constructor(
    private readonly register: SqlDirectoryRegister,
    private readonly proposals: DirectoryProposals,
    private readonly changes: ChangeEntryHandler,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * Makes the change, in the name of both.
   * @returns the version of the entry; 0 when it was removed
   * @throws NotFound, WrongPerson, Blocked
   */
  async confirm(tx: Transaction, proposalId: string, caller: Caller): Promise<{ id: string; version: number }> {
    const proposal = await this.lockOpen(tx, proposalId, caller, sameSecondPersonObstacle);
    const { entryId, before, after, proposedBy } = proposal;
    mustBeTheRightPerson(obstaclesOf(ownEntryObstacle(caller.sub, before, after)));
    const author = { changedBy: proposedBy, confirmedBy: caller.sub, proposalId };
    const version = await this.changes.makeProposed(tx, entryId, proposal, author);
    await this.proposals.settle(tx, proposal, STATE.CONFIRMED, { by: caller.sub });
    return { id: entryId, version };
  }

  /** @throws NotFound, WrongPerson, Blocked */
  async refuse(tx: Transaction, proposalId: string, caller: Caller, reason: string): Promise<void> {
    const proposal = await this.lockOpen(tx, proposalId, caller, sameSecondPersonObstacle);
    await this.proposals.settle(tx, proposal, STATE.REFUSED, { by: caller.sub, reason });
  }

  /** @throws NotFound, WrongPerson, Blocked */
  async retract(tx: Transaction, proposalId: string, caller: Caller): Promise<void> {
    const proposal = await this.lockOpen(tx, proposalId, caller, notProposerObstacle);
    await this.proposals.settle(tx, proposal, STATE.RETRACTED, { by: caller.sub });
  }

  /** Locks the entry and then the proposal, as every other writer does. */
  private async lockOpen(
    tx: Transaction,
    proposalId: string,
    { sub, organisationId }: Caller,
    personalObstacle: typeof notProposerObstacle,
  ): Promise<DirectoryProposalEntity> {
    const found = await this.proposals.find(tx, proposalId, organisationId ?? '');
    if (!found) throw new NotFound('proposed change');
    await this.register.lock(tx, found.entryId);
    const proposal = (await this.proposals.lock(tx, proposalId)) as DirectoryProposalEntity;
    mustBeTheRightPerson(obstaclesOf(personalObstacle(sub, proposal.proposedBy)));
    const state = this.stateOf(proposal);
    if (state !== STATE.PROPOSED) throw new Blocked({ code: 'ALREADY_SETTLED', params: { state } });
    return proposal;
  }

  private stateOf({ state, expiresAt }: DirectoryProposalEntity): ProposalState {
    return state === STATE.PROPOSED && expiresAt <= this.clock.now() ? STATE.EXPIRED : state;
  }
}
