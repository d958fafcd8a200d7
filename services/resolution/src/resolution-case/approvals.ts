import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { approvalAsked, approvalSettled, machines, type Actor, type RoleCode } from '@redress/contracts';
import { ApprovalStepRows, type LockedComplaint, type NewStep, type StepResult } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { Vault, type Queryable } from '@redress/vault';
import type { Proposal } from './domain/proposal';
import type { PlanState } from './domain/resolution-plan';
import { SEALED } from './sealed';

const { LAPSED } = machines.approvalStep.state;

/** What is said with a proposal; kept sealed. */
export interface ProposalWords {
  /** For the complainant, who gets it in a letter. */
  readonly ground?: string | undefined;
  /** For who decides. */
  readonly note?: string | undefined;
}

export interface NewProposal extends Omit<NewStep, 'content'> {
  readonly words: ProposalWords;
  /** Which of those who may decide is asked first. */
  readonly asks: readonly RoleCode[];
}

/** Decisions on a case that one person proposes and another takes (contracts, section 2); callers hold the complaint's lock. */
@Injectable()
export class Approvals {
  private readonly rows = new ApprovalStepRows();

  constructor(
    private readonly directory: Directory,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
  ) {}

  /** Proposes a step; the story says so. @returns its id */
  async propose(
    tx: Transaction,
    complaint: LockedComplaint,
    { asks, words, ...step }: NewProposal,
    { at, actor, by }: { readonly at: Date; readonly actor: Actor; readonly by: string },
  ): Promise<string> {
    const { complaintId, unitId } = complaint;
    const content = (stepId: string) =>
      this.vault.seal(tx, complaintId, SEALED.stepContent(stepId), JSON.stringify(words));
    const stepId = await this.rows.add(tx, complaintId, { ...step, content }, { at, by });
    const { kind: approval, reasonCode, subjectId } = step;
    const involved = await this.involvedIn(tx, complaintId);
    const deciderId =
      this.nearest(asks, unitId, new Set([by, ...involved])) ?? this.nearest(asks, unitId, new Set([by]));
    const payload = { stepId, approval, subjectId, proposerId: by, deciderId };
    await this.outbox.append(tx, [{ contract: approvalAsked, complaint, at, actor, reasonCode, payload }]);
    return stepId;
  }

  /** Settles a step; the story says so. @throws WrongRowCount when it was settled before */
  async settle(
    tx: Transaction,
    complaint: LockedComplaint,
    { kind: approval, proposerId, stepId }: Pick<Proposal, 'kind' | 'proposerId' | 'stepId'>,
    result: StepResult,
    { at, actor }: { readonly at: Date; readonly actor: Actor },
  ): Promise<void> {
    await this.rows.settle(tx, stepId, result, { at, by: actor.kind === 'STAFF' ? (actor.id ?? null) : null });
    const payload = { stepId, approval, result, proposerId };
    await this.outbox.append(tx, [{ contract: approvalSettled, complaint, at, actor, payload }]);
  }

  /** Lets open steps lapse: the case moves on without them. */
  async lapse(
    tx: Transaction,
    complaint: LockedComplaint,
    steps: readonly Pick<Proposal, 'kind' | 'proposerId' | 'stepId'>[],
    act: { readonly at: Date; readonly actor: Actor },
  ): Promise<void> {
    for (const step of steps) await this.settle(tx, complaint, step, LAPSED, act);
  }

  /** Lets lapse what was proposed about remedies and no longer makes sense as the plan stands. */
  async lapseOutdated(
    tx: Transaction,
    complaint: LockedComplaint,
    proposals: readonly Proposal[],
    { remedies }: Pick<PlanState, 'remedies'>,
    act: { readonly at: Date; readonly actor: Actor },
  ): Promise<void> {
    const { CANCELLED, DONE, FAILED } = machines.remedyLine.state;
    const ended = new Set(
      remedies.filter(({ state }) => state === DONE || state === CANCELLED).map(({ remedyId }) => remedyId),
    );
    const nothingFailed = !remedies.some(({ state }) => state === FAILED);
    const outdated = proposals.filter(({ kind, subjectId }) =>
      kind === 'CANCELLATION' ? ended.has(subjectId ?? '') : kind === 'RENEGOTIATION' && nothingFailed,
    );
    await this.lapse(tx, complaint, outdated, act);
  }

  /** {@link lapse} of every open step. */
  async lapseAll(
    tx: Transaction,
    complaint: LockedComplaint,
    act: { readonly at: Date; readonly actor: Actor },
  ): Promise<void> {
    await this.lapse(tx, complaint, await this.rows.openOf(tx, complaint.complaintId), act);
  }

  /** The sealed words of the open steps, by their ids. */
  async contentsOf(from: Queryable, complaintId: string): Promise<ReadonlyMap<string, Buffer>> {
    const open = await this.rows.openOf(from, complaintId);
    return new Map(open.flatMap(({ content, stepId }) => (content ? [[stepId, content] as const] : [])));
  }

  /** Those who took a part in the case: most of these may not decide. */
  private async involvedIn(from: Queryable, complaintId: string): Promise<string[]> {
    const { rows } = await from.query<{ personId: string }>(
      `select distinct p ->> 'personId' as "personId" from complaint_custody, jsonb_array_elements(participants) p
       where complaint_id = $1`,
      [complaintId],
      'approval-involved',
    );
    return rows.map(({ personId }) => personId);
  }

  /** A person with one of the roles, the nearest above the unit who is none of these. */
  private nearest(roles: readonly RoleCode[], unitId: string, but: ReadonlySet<string>): string | undefined {
    for (const unit of this.directory.lineOf(unitId)) {
      const one = this.directory
        .membersOf(unit)
        .find(({ active, id, roles: held }) => active && !but.has(id) && held.some((role) => roles.includes(role)));
      if (one) return one.id;
    }
    return undefined;
  }
}
