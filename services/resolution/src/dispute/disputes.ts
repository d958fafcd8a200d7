import { Injectable } from '@nestjs/common';
import {
  machines,
  type ClosureCode,
  type ComplaintState,
  type DisputeOutcome,
  type DisputeRoute,
  type StateOf,
} from '@redress/contracts';
import { mustChange, type Transaction } from '@redress/persistence';
import { sealedColumn, type Queryable } from '@redress/vault';

const { dispute: machine, lesson: lessonMachine } = machines;

/** Where the words of disputes and of the lessons from them are sealed. */
export const DISPUTE_SEALED = {
  body: sealedColumn('dispute.body'),
  reference: sealedColumn('dispute.reference'),
  award: sealedColumn('dispute.award'),
  task: sealedColumn('lesson.task'),
  learned: sealedColumn('lesson.learned'),
} as const;

/** A dispute before a body outside (T32, T33). */
export interface Dispute {
  readonly disputeId: string;
  /** Who took it there: the complaint with which that one came. */
  readonly partyId: string;
  readonly cycle: number;
  readonly state: StateOf<typeof machine>;
  readonly route: DisputeRoute;
  readonly openedFrom: ComplaintState;
  readonly closedAs: ClosureCode | null;
  /** Sealed, as the reference and the award. */
  readonly body: Buffer;
  readonly reference: Buffer;
  /** `YYYY-MM-DD`. */
  readonly deadlineOn: string;
  readonly contactId: string | null;
  readonly openedBy: string;
  readonly openedAt: Date;
  readonly outcome: DisputeOutcome | null;
  readonly binds: boolean | null;
  readonly award: Buffer | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

export type NewDispute = Omit<Dispute, 'state' | 'outcome' | 'binds' | 'award' | 'decidedBy' | 'decidedAt'> & {
  readonly complaintId: string;
};

/** What a unit has to learn from a dispute. */
export interface Lesson {
  readonly lessonId: string;
  readonly disputeId: string;
  readonly state: StateOf<typeof lessonMachine>;
  readonly unitId: string;
  /** `YYYY-MM-DD`. */
  readonly dueOn: string;
  /** Sealed, as what was learned. */
  readonly task: Buffer;
  readonly learned: Buffer | null;
  readonly learnedBy: string | null;
  readonly learnedAt: Date | null;
}

/** Disputes and lessons in PostgreSQL. Writers hold the complaint's custody row, which keeps them apart. */
@Injectable()
export class Disputes {
  add(tx: Transaction, dispute: NewDispute): void {
    tx.write(
      `insert into dispute (dispute_id, complaint_id, cycle, route, opened_from, closed_as, body, reference, deadline_on,
         contact_id, opened_by, opened_at, party_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        dispute.disputeId,
        dispute.complaintId,
        dispute.cycle,
        dispute.route,
        dispute.openedFrom,
        dispute.closedAs,
        dispute.body,
        dispute.reference,
        dispute.deadlineOn,
        dispute.contactId,
        dispute.openedBy,
        dispute.openedAt,
        dispute.partyId,
      ],
      'dispute-add',
    );
  }

  /** Records how it ended, and the lesson that is to be learned from it. @throws WrongRowCount when it is not open */
  async decide(
    tx: Transaction,
    disputeId: string,
    award: {
      readonly outcome: DisputeOutcome;
      readonly binds: boolean;
      readonly award: Buffer;
      readonly by: string;
      readonly at: Date;
    },
    lesson: Pick<Lesson, 'lessonId' | 'unitId' | 'dueOn' | 'task'>,
  ): Promise<void> {
    const from = machine.state.OPEN;
    await mustChange(
      'dispute-decide',
      1,
      tx.query(
        `with decided as (
           update dispute set state = $3, outcome = $4, binds = $5, award = $6, decided_by = $7, decided_at = $8
           where dispute_id = $1 and state = $2 returning dispute_id, complaint_id)
         insert into lesson (lesson_id, dispute_id, complaint_id, unit_id, due_on, task)
         select $9, dispute_id, complaint_id, $10, $11, $12 from decided`,
        [
          disputeId,
          from,
          machine.move(from, machine.state.DECIDED),
          award.outcome,
          award.binds,
          award.award,
          award.by,
          award.at,
          lesson.lessonId,
          lesson.unitId,
          lesson.dueOn,
          lesson.task,
        ],
        'dispute-decide',
      ),
    );
  }

  /** @throws WrongRowCount when it was learned before */
  async learn(
    tx: Transaction,
    lessonId: string,
    { by, at, learned }: { readonly by: string; readonly at: Date; readonly learned: Buffer },
  ): Promise<void> {
    const from = lessonMachine.state.OPEN;
    await mustChange(
      'lesson-learn',
      1,
      tx.query(
        `update lesson set state = $3, learned = $4, learned_by = $5, learned_at = $6
         where lesson_id = $1 and state = $2`,
        [lessonId, from, lessonMachine.move(from, lessonMachine.state.LEARNED), learned, by, at],
        'lesson-learn',
      ),
    );
  }

  /** The disputes of a complaint, the first one first. */
  async of(from: Queryable, complaintId: string): Promise<Dispute[]> {
    const { rows } = await from.query<Dispute>(
      `select dispute_id as "disputeId", party_id as "partyId", cycle, state, route, opened_from as "openedFrom", closed_as as "closedAs", body,
         reference, deadline_on::text as "deadlineOn", contact_id as "contactId", opened_by as "openedBy",
         opened_at as "openedAt", outcome, binds, award, decided_by as "decidedBy", decided_at as "decidedAt"
       from dispute where complaint_id = $1 order by opened_at, dispute_id`,
      [complaintId],
      'disputes-of',
    );
    return rows;
  }

  /** The lessons from the disputes of a complaint. */
  async lessonsOf(from: Queryable, complaintId: string): Promise<Lesson[]> {
    const { rows } = await from.query<Lesson>(
      `select lesson_id as "lessonId", dispute_id as "disputeId", state, unit_id as "unitId", due_on::text as "dueOn",
         task, learned, learned_by as "learnedBy", learned_at as "learnedAt"
       from lesson where complaint_id = $1 order by due_on, lesson_id`,
      [complaintId],
      'lessons-of',
    );
    return rows;
  }
}
