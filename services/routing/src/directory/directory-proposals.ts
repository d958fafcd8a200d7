import { Injectable } from '@nestjs/common';
import { machines, type DirectoryEntry, type StateOf } from '@redress/contracts';
import { mustChange, newId, type Database, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { DirectoryProposalEntity } from '../database/entities';
import { PROPOSAL_LASTS_MS } from './domain/second-person';

const { state: STATE } = machines.directoryProposal;

export type ProposalState = StateOf<typeof machines.directoryProposal>;

interface ProposalRow {
  proposal_id: string;
  entry_id: string;
  organisation_id: string;
  based_on: number;
  before: DirectoryEntry | null;
  after: DirectoryEntry | null;
  state: ProposalState;
  proposed_by: string;
  proposed_at: Date;
  expires_at: Date;
  settled_by: string | null;
  settled_at: Date | null;
  reason: string | null;
}

const COLUMNS = `proposal_id, entry_id, organisation_id, based_on, before, after, state, proposed_by, proposed_at,
  expires_at, settled_by, settled_at, reason`;

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
    const { rows } = await tx.query<ProposalRow>(
      `select ${COLUMNS} from directory_proposal where entry_id = $1 and state = $2 for update`,
      [entryId, STATE.PROPOSED],
      'directory-proposal-open',
    );
    const open = rows[0] && toProposal(rows[0]);
    if (!open || open.expiresAt > this.clock.now()) return open;
    await this.settle(tx, open, STATE.EXPIRED);
    return undefined;
  }

  /** Locks a proposal, settled or not. */
  async lock(tx: Transaction, proposalId: string): Promise<DirectoryProposalEntity | undefined> {
    const { rows } = await tx.query<ProposalRow>(
      `select ${COLUMNS} from directory_proposal where proposal_id = $1 for update`,
      [proposalId],
      'directory-proposal-lock',
    );
    return rows[0] && toProposal(rows[0]);
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
      const { rows } = await tx.query<ProposalRow>(
        `select ${COLUMNS} from directory_proposal where state = $1 and expires_at <= $2 for update skip locked`,
        [STATE.PROPOSED, this.clock.now()],
        'directory-proposal-due',
      );
      for (const row of rows) await this.settle(tx, toProposal(row), STATE.EXPIRED);
      return rows.length;
    });
  }

  /** A proposal of the organisation. */
  async find(
    from: Database | Transaction,
    proposalId: string,
    organisationId: string,
  ): Promise<DirectoryProposalEntity | undefined> {
    const { rows } = await from.query<ProposalRow>(
      `select ${COLUMNS} from directory_proposal where proposal_id = $1 and organisation_id = $2`,
      [proposalId, organisationId],
      'directory-proposal',
    );
    return rows[0] && toProposal(rows[0]);
  }

  /** A page of the proposals of an organisation, the newest first. @param filter `before`: id of the last one seen */
  async page(
    from: Database,
    organisationId: string,
    filter: { readonly state?: ProposalState | undefined; readonly before: string | undefined; readonly limit: number },
  ): Promise<DirectoryProposalEntity[]> {
    const { rows } = await from.query<ProposalRow>(
      `select ${COLUMNS} from directory_proposal
       where organisation_id = $1 and ($2::text is null or state = $2) and ($3::uuid is null or proposal_id < $3)
       order by proposal_id desc limit $4`,
      [organisationId, filter.state ?? null, filter.before ?? null, filter.limit],
      'directory-proposals',
    );
    return rows.map(toProposal);
  }
}

function toProposal(row: ProposalRow): DirectoryProposalEntity {
  return {
    proposalId: row.proposal_id,
    entryId: row.entry_id,
    organisationId: row.organisation_id,
    basedOn: row.based_on,
    before: row.before,
    after: row.after,
    state: row.state,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at,
    settledBy: row.settled_by,
    settledAt: row.settled_at,
    reason: row.reason,
  };
}
