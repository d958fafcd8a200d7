import { Injectable } from '@nestjs/common';
import { machines, type StateOf } from '@redress/contracts';
import { mustChange, newId, type Database, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { LessThan, LessThanOrEqual } from 'typeorm';
import { DirectoryProposalEntity } from '../database/entities';
import { PROPOSAL_LASTS_MS } from './domain/second-person';

const { state: STATE } = machines.directoryProposal;

export type ProposalState = StateOf<typeof machines.directoryProposal>;

const FOR_UPDATE = { mode: 'pessimistic_write' } as const;

/**
 * Changes that wait for a second administrator, and what became of them. A command that needs the entry and its proposal locks
 * the entry first, so that no one waits in a circle.
 */
@Injectable()
export class DirectoryProposals {
  constructor(private readonly clock: BusinessClock) {}

  /** Proposes a change of an entry that is locked and has no open proposal. */
  async propose(
    tx: Transaction,
    change: Pick<DirectoryProposalEntity, 'entryId' | 'organisationId' | 'basedOn' | 'before' | 'after' | 'proposedBy'>,
  ): Promise<DirectoryProposalEntity> {
    const proposedAt = this.clock.now();
    const proposal: DirectoryProposalEntity = {
      ...change,
      proposalId: newId(),
      state: STATE.PROPOSED,
      proposedAt,
      expiresAt: new Date(proposedAt.getTime() + PROPOSAL_LASTS_MS),
      settledBy: null,
      settledAt: null,
      reason: null,
    };
    await tx.manager.insert(DirectoryProposalEntity, proposal);
    return proposal;
  }

  /** The open proposal of an entry that is locked; one whose time is over expires by this. */
  async openOf(tx: Transaction, entryId: string): Promise<DirectoryProposalEntity | undefined> {
    const where = { entryId, state: STATE.PROPOSED };
    const open = await tx.manager.findOne(DirectoryProposalEntity, { where, lock: FOR_UPDATE });
    if (!open || open.expiresAt > this.clock.now()) return open ?? undefined;
    await this.settle(tx, open, STATE.EXPIRED);
    return undefined;
  }

  /** Locks a proposal, settled or not. */
  lock(tx: Transaction, proposalId: string): Promise<DirectoryProposalEntity | null> {
    return tx.manager.findOne(DirectoryProposalEntity, { where: { proposalId }, lock: FOR_UPDATE });
  }

  /** Settles a proposal that is locked. @param by who has; no one when its time is over */
  async settle(
    tx: Transaction,
    { proposalId, state }: DirectoryProposalEntity,
    to: ProposalState,
    { by, reason }: { readonly by?: string; readonly reason?: string } = {},
  ): Promise<void> {
    const next = machines.directoryProposal.move(state, to);
    await mustChange(
      'directory-proposal-settle',
      1,
      await tx.manager.update(
        DirectoryProposalEntity,
        { proposalId, state },
        { state: next, settledBy: by ?? null, settledAt: this.clock.now(), reason: reason ?? null },
      ),
    );
  }

  /** Ends all proposals whose time is over. @returns how many */
  async expire(database: Database): Promise<number> {
    return database.transaction(async (tx) => {
      const due = await tx.manager.find(DirectoryProposalEntity, {
        where: { state: STATE.PROPOSED, expiresAt: LessThanOrEqual(this.clock.now()) },
        lock: { ...FOR_UPDATE, onLocked: 'skip_locked' },
      });
      for (const proposal of due) await this.settle(tx, proposal, STATE.EXPIRED);
      return due.length;
    });
  }

  /** A proposal of the organisation. */
  find(tx: Transaction, proposalId: string, organisationId: string): Promise<DirectoryProposalEntity | null> {
    return tx.manager.findOneBy(DirectoryProposalEntity, { proposalId, organisationId });
  }

  /** A page of the proposals of an organisation, the newest first. @param filter `before`: id of the last one seen */
  page(
    tx: Transaction,
    organisationId: string,
    filter: { readonly state?: ProposalState | undefined; readonly before: string | undefined; readonly limit: number },
  ): Promise<DirectoryProposalEntity[]> {
    const { state, before, limit } = filter;
    return tx.manager.find(DirectoryProposalEntity, {
      where: {
        organisationId,
        ...(state === undefined ? {} : { state }),
        ...(before === undefined ? {} : { proposalId: LessThan(before) }),
      },
      order: { proposalId: 'DESC' },
      take: limit,
    });
  }
}
