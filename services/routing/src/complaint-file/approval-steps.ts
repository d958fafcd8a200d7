import { Injectable } from '@nestjs/common';
import { approvalAsked, approvalSettled, machines, STATES, type Actor, type ApprovalKind } from '@redress/contracts';
import { ApprovalStepRows, type NewStep as NewStepRow, type OpenStep, type StepResult } from '@redress/lifecycle';
import type { Database, Transaction } from '@redress/persistence';
import type { ComplaintFile } from './complaint-file';
import { ComplaintFiles } from './complaint-files';

export type { OpenStep } from '@redress/lifecycle';

const { state } = machines.approvalStep;

export interface NewStep extends NewStepRow {
  /** Who is asked first; others with the authority may decide. */
  readonly deciderId?: string | undefined;
}

interface Act {
  readonly at: Date;
  readonly actor: Actor & { readonly id: string };
}

/**
 * Decisions that one person proposes and another takes (contracts, section 2). Callers hold the complaint's lock, and one
 * step of a kind is open at a time.
 */
@Injectable()
export class ApprovalSteps {
  private readonly rows = new ApprovalStepRows();

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
  openOf(from: Pick<Database | Transaction, 'query'>, complaintId: string): Promise<OpenStep[]> {
    return this.rows.openOf(from, complaintId);
  }

  /** Proposes a step; the story says so. @returns its id */
  async propose(tx: Transaction, file: ComplaintFile, step: NewStep, { at, actor }: Act): Promise<string> {
    const stepId = await this.rows.add(tx, file.complaint.complaintId, step, { at, by: actor.id });
    this.files.tell(file, {
      contract: approvalAsked,
      at,
      actor,
      reasonCode: step.reasonCode,
      payload: {
        stepId,
        approval: step.kind,
        subjectId: step.subjectId,
        proposerId: actor.id,
        deciderId: step.deciderId,
      },
    } as never);
    return stepId;
  }

  /** Settles a step; the story says so. */
  async settle(
    tx: Transaction,
    file: ComplaintFile,
    { stepId, kind, proposerId }: Pick<OpenStep, 'stepId' | 'kind' | 'proposerId'>,
    result: StepResult,
    { at, actor }: { readonly at: Date; readonly actor: Actor },
  ): Promise<void> {
    await this.rows.settle(tx, stepId, result, { at, by: actor.kind === 'STAFF' ? actor.id : null });
    this.files.tell(file, {
      contract: approvalSettled,
      at,
      actor,
      payload: { stepId, approval: kind, result, proposerId },
    } as never);
  }

  /** Lets every open step lapse, since the case moves on without them; time that is asked for is needed until it ends. */
  async lapse(tx: Transaction, file: ComplaintFile, act: { readonly at: Date; readonly actor: Actor }): Promise<void> {
    const { complaintId, state: now } = file.complaint;
    for (const step of await this.openOf(tx, complaintId)) {
      if (step.kind === 'EXTENSION' && !STATES[now].ended) continue;
      await this.settle(tx, file, step, state.LAPSED, act);
    }
  }
}
