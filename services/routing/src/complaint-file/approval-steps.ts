import { Injectable } from '@nestjs/common';
import {
  approvalAsked,
  approvalSettled,
  machines,
  type Actor,
  type ApprovalKind,
  type StateOf,
} from '@redress/contracts';
import { mustChange, newId, type Database, type Transaction } from '@redress/persistence';
import type { ComplaintFile } from './complaint-file';
import { ComplaintFiles } from './complaint-files';

const { state } = machines.approvalStep;

type Settled = Exclude<StateOf<typeof machines.approvalStep>, typeof state.PROPOSED>;

/** What one person has proposed and another is to decide. */
export interface OpenStep {
  readonly stepId: string;
  readonly kind: ApprovalKind;
  readonly proposerId: string;
  readonly reasonCode: string;
  readonly proposedAt: Date;
  /** Sealed words of the proposal, where it has some. */
  readonly content: Buffer | null;
}

export interface NewStep {
  readonly kind: ApprovalKind;
  readonly reasonCode: string;
  /** Seals the words of the proposal for the step with this id. */
  readonly content?: (stepId: string) => Promise<Buffer>;
  /** Who is asked first; others with the authority may decide. */
  readonly deciderId?: string | undefined;
}

interface Act {
  readonly at: Date;
  readonly actor: Actor & { readonly id: string };
}

interface StepRow {
  step_id: string;
  kind: ApprovalKind;
  proposer_id: string;
  reason_code: string;
  proposed_at: Date;
  content: Buffer | null;
}

/**
 * Decisions that one person proposes and another takes (contracts, section 2). Callers hold the complaint's lock, and one
 * step of a kind is open at a time.
 */
@Injectable()
export class ApprovalSteps {
  constructor(private readonly files: ComplaintFiles) {}

  /** The open step of a kind; undefined when nothing waits to be decided. */
  async open(
    from: Pick<Database | Transaction, 'query'>,
    complaintId: string,
    kind: ApprovalKind,
  ): Promise<OpenStep | undefined> {
    return (await this.openOf(from, complaintId)).find((step) => step.kind === kind);
  }

  /** Every open step of a complaint. */
  async openOf(from: Pick<Database | Transaction, 'query'>, complaintId: string): Promise<OpenStep[]> {
    const { rows } = await from.query<StepRow>(
      `select step_id, kind, proposer_id, reason_code, proposed_at, content from approval_step
       where complaint_id = $1 and state = '${state.PROPOSED}'`,
      [complaintId],
      'approval-open',
    );
    return rows.map((row) => ({
      stepId: row.step_id,
      kind: row.kind,
      proposerId: row.proposer_id,
      reasonCode: row.reason_code,
      proposedAt: row.proposed_at,
      content: row.content,
    }));
  }

  /** Proposes a step; the story says so. @returns its id */
  async propose(tx: Transaction, file: ComplaintFile, step: NewStep, { at, actor }: Act): Promise<string> {
    const stepId = newId();
    const content = (await step.content?.(stepId)) ?? null;
    tx.write(
      `insert into approval_step (step_id, complaint_id, kind, reason_code, proposer_id, proposed_at, content)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [stepId, file.complaint.complaintId, step.kind, step.reasonCode, actor.id, at, content],
      'approval-propose',
    );
    this.files.tell(file, {
      contract: approvalAsked,
      at,
      actor,
      reasonCode: step.reasonCode,
      payload: { stepId, approval: step.kind, proposerId: actor.id, deciderId: step.deciderId },
    } as never);
    return stepId;
  }

  /** Settles a step; the story says so. */
  async settle(
    tx: Transaction,
    file: ComplaintFile,
    { stepId, kind }: Pick<OpenStep, 'stepId' | 'kind'>,
    result: Settled,
    { at, actor }: { readonly at: Date; readonly actor: Actor },
  ): Promise<void> {
    const from = state.PROPOSED;
    await mustChange(
      'approval-settle',
      1,
      tx.query(
        'update approval_step set state = $3, decider_id = $4, decided_at = $5 where step_id = $1 and state = $2',
        [stepId, from, machines.approvalStep.move(from, result), actor.kind === 'STAFF' ? actor.id : null, at],
        'approval-settle',
      ),
    );
    this.files.tell(file, {
      contract: approvalSettled,
      at,
      actor,
      payload: { stepId, approval: kind, result },
    } as never);
  }

  /** Lets every open step lapse, but those of the kinds that are settled otherwise: the case moves on without them. */
  async lapse(tx: Transaction, file: ComplaintFile, act: { readonly at: Date; readonly actor: Actor }): Promise<void> {
    for (const step of await this.openOf(tx, file.complaint.complaintId)) {
      await this.settle(tx, file, step, state.LAPSED, act);
    }
  }
}
