import { machines, type ApprovalKind, type StateOf } from '@redress/contracts';
import { mustChange, newId, type Database, type Transaction } from '@redress/persistence';

const { approvalStep } = machines;
const { state } = approvalStep;

type Queryable = Pick<Database | Transaction, 'query'>;

/** How a proposed step ends. */
export type StepResult = Exclude<StateOf<typeof approvalStep>, typeof state.PROPOSED>;

/** What one person has proposed and another is to decide. */
export interface OpenStep {
  readonly stepId: string;
  readonly kind: ApprovalKind;
  /** What it is about within the complaint; null: the complaint itself. */
  readonly subjectId: string | null;
  /** The contact in which the complainant agreed; null when there is none. */
  readonly contactId: string | null;
  readonly proposerId: string;
  readonly reasonCode: string;
  readonly proposedAt: Date;
  /** Sealed words of the proposal, where it has some. */
  readonly content: Buffer | null;
}

export interface NewStep {
  readonly kind: ApprovalKind;
  readonly subjectId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly reasonCode: string;
  /** Seals the words of the proposal for the step with this id. */
  readonly content?: (stepId: string) => Promise<Buffer>;
}

interface StepRow {
  step_id: string;
  kind: ApprovalKind;
  subject_id: string | null;
  contact_id: string | null;
  proposer_id: string;
  reason_code: string;
  proposed_at: Date;
  content: Buffer | null;
}

/** The statements that make the table of steps; a service that has steps runs them in its migration. */
export const APPROVAL_STEP_TABLE: readonly string[] = [
  `create table approval_step (
    step_id uuid primary key,
    complaint_id uuid not null,
    kind text not null,
    subject_id uuid,
    contact_id uuid,
    ${approvalStep.column('state')},
    reason_code text not null,
    proposer_id text not null,
    proposed_at timestamptz not null,
    decider_id text,
    decided_at timestamptz,
    content bytea,
    check (decider_id <> proposer_id or state <> '${state.APPROVED}')
  )`,
  // One step of a kind about one thing is open at a time.
  `create unique index approval_step_open on approval_step (complaint_id, kind, coalesce(subject_id, complaint_id))
   where state = '${state.PROPOSED}'`,
];

/**
 * Rows of decisions that one person proposes and another takes (contracts, section 2), in the service that holds the
 * complaint. Callers hold its lock, and publish each step as `approval-asked` and `approval-settled`.
 */
export class ApprovalStepRows {
  /** Every open step of a complaint. */
  async openOf(from: Queryable, complaintId: string): Promise<OpenStep[]> {
    const { rows } = await from.query<StepRow>(
      `select step_id, kind, subject_id, contact_id, proposer_id, reason_code, proposed_at, content from approval_step
       where complaint_id = $1 and state = '${state.PROPOSED}' order by proposed_at, step_id`,
      [complaintId],
      'approval-open',
    );
    return rows.map((row) => ({
      stepId: row.step_id,
      kind: row.kind,
      subjectId: row.subject_id,
      contactId: row.contact_id,
      proposerId: row.proposer_id,
      reasonCode: row.reason_code,
      proposedAt: row.proposed_at,
      content: row.content,
    }));
  }

  /** Writes a proposed step down. @returns its id */
  async add(
    tx: Transaction,
    complaintId: string,
    step: NewStep,
    { at, by }: { readonly at: Date; readonly by: string },
  ): Promise<string> {
    const stepId = newId();
    const content = (await step.content?.(stepId)) ?? null;
    tx.write(
      `insert into approval_step (step_id, complaint_id, kind, subject_id, contact_id, reason_code, proposer_id, proposed_at,
         content)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        stepId,
        complaintId,
        step.kind,
        step.subjectId ?? null,
        step.contactId ?? null,
        step.reasonCode,
        by,
        at,
        content,
      ],
      'approval-propose',
    );
    return stepId;
  }

  /**
   * Takes a proposed step to its end.
   * @param act `by`: who decided; null where no one did
   * @throws WrongRowCount when it was settled before
   */
  async settle(
    tx: Transaction,
    stepId: string,
    result: StepResult,
    { at, by }: { readonly at: Date; readonly by: string | null },
  ): Promise<void> {
    const from = state.PROPOSED;
    await mustChange(
      'approval-settle',
      1,
      tx.query(
        'update approval_step set state = $3, decider_id = $4, decided_at = $5 where step_id = $1 and state = $2',
        [stepId, from, approvalStep.move(from, result), by, at],
        'approval-settle',
      ),
    );
  }
}
