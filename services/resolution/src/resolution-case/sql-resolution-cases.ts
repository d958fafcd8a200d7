import { Injectable } from '@nestjs/common';
import { machines, remedyIn, termsIn, type ClosureCode, type RemedyType } from '@redress/contracts';
import { mustChange, WrongRowCount, type Transaction } from '@redress/persistence';
import type { ApprovalAuthority } from '@redress/policy';
import type { Queryable } from '@redress/vault';
import { FIRST_OF_SEVERAL } from '../offer/sql-offers';
import { FollowUpEntity } from '../database/entities/follow-up.entity';
import type { Proposal } from './domain/proposal';
import type { RemedyLineFields, RemedyLineState } from './domain/remedy-line';
import type { FollowUp, ResolutionCase } from './domain/resolution-case';
import type { PlanState, PlanVerdict } from './domain/resolution-plan';
import {
  ResolutionCases,
  type Decision,
  type Execution,
  type Failure,
  type NewCase,
  type NewFollowUp,
  type NewRevision,
  type NumberedCase,
  type PlanTexts,
  type RoundEnd,
  type SettledCase,
  type Standing,
  type StandingSituation,
} from './resolution-cases';

const { approvalStep, offer, plan: planMachine, remedyLine, resolution: round, review } = machines;

type Round = Pick<ResolutionCase, 'complaintId' | 'cycle'>;

/** As JSON gives it: instants are texts. */
type Told<T, Instants extends keyof T> = Omit<T, Instants> & Record<Instants, string>;

type RemedyRow = Omit<RemedyLineFields, 'executedAt' | 'failedAt'> & {
  readonly failedAt: string | null;
  readonly type: RemedyType;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly executedAt: string | null;
};

type PlanRow = Told<Omit<PlanState, 'remedies' | 'submittedAt' | 'decidedAt' | 'toldAt'>, 'draftedAt'> & {
  readonly toldAt: string | null;
  readonly submittedAt: string | null;
  readonly decidedAt: string | null;
  readonly remedies: readonly RemedyRow[];
};

type SituationRow = ResolutionCase &
  Standing & {
    readonly plan: PlanRow | null;
    readonly doneBefore: readonly RemedyRow[];
    readonly offer: StandingSituation['offer'] | null;
    readonly parties: readonly string[];
    readonly roundsUsed: number;
    readonly review: StandingSituation['review'] | null;
    readonly dispute: StandingSituation['dispute'] | null;
    readonly flags: StandingSituation['flags'];
    readonly proposals: readonly Told<Proposal, 'proposedAt'>[];
    readonly followUps: readonly (Told<Omit<FollowUp, 'deferredUntil'>, 'at'> & {
      readonly deferredUntil: string | null;
    })[];
    readonly participants: StandingSituation['participants'];
  };

const CASE_COLUMNS = `c.complaint_id as "complaintId", c.complaint_no as "complaintNo",
  c.organisation_id as "organisationId", c.cycle, c.determination_id as "determinationId", c.unit_id as "unitId",
  c.handler_id as "handlerId", c.verdict, c.reasonableness, c.outcome, c.remedies_done as "remediesDone", c.status,
  c.version, c.opened_at as "openedAt", c.closed_at as "closedAt", c.closure_code as "closureCode",
  c.ends_as as "endsAs"`;

// Several rounds of one complaint can be in one batch only when a story is read again from its start: each gets its own
// number, and rounds that are here already keep theirs.
const OPEN = `
  with opened as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::timestamptz[]) with ordinality
      as t(complaint_id, complaint_no, organisation_id, determination_id, unit_id, handler_id, verdict, reasonableness,
        opened_at, place)
    where not exists (select from resolution_case known where known.determination_id = t.determination_id)
      and not exists (select from rework_order r where r.determination_id = t.determination_id))
  insert into resolution_case (complaint_id, cycle, complaint_no, organisation_id, determination_id, unit_id, handler_id,
    verdict, reasonableness, opened_at)
  select complaint_id,
    (select count(*) from resolution_case earlier where earlier.complaint_id = opened.complaint_id)
      + row_number() over (partition by complaint_id order by place) - 1,
    complaint_no, organisation_id, determination_id, unit_id, handler_id, verdict, reasonableness, opened_at
  from opened
  on conflict (determination_id) do nothing`;

// A handling has one round of resolution, however often its determination was sent back.
const DETERMINE_AGAIN = `
  update resolution_case c set determination_id = t.determination_id, unit_id = t.unit_id, handler_id = t.handler_id,
    verdict = t.verdict, reasonableness = t.reasonableness, version = version + 1
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
    as t(complaint_id, determination_id, unit_id, handler_id, verdict, reasonableness)
  where c.complaint_id = t.complaint_id and c.status = '${round.state.OPEN}' and c.determination_id <> t.determination_id
    and not exists (select from rework_order r where r.determination_id = t.determination_id)`;

const OPEN_SETTLED = `
  with settled as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::jsonb[],
      $9::timestamptz[], $10::text[]) with ordinality
      as t(complaint_id, complaint_no, organisation_id, settled_by, unit_id, handler_id, outcome, remedies_done,
        opened_at, closure_code, place)
    where not exists (select from resolution_case known where known.settled_by = t.settled_by))
  insert into resolution_case (complaint_id, cycle, complaint_no, organisation_id, settled_by, unit_id, handler_id,
    outcome, remedies_done, opened_at, closure_code, closed_at, status)
  select complaint_id,
    (select count(*) from resolution_case earlier where earlier.complaint_id = settled.complaint_id)
      + row_number() over (partition by complaint_id order by place) - 1,
    complaint_no, organisation_id, settled_by, unit_id, handler_id, outcome, remedies_done, opened_at, closure_code,
    case when closure_code is not null then opened_at end,
    case when closure_code is null then '${round.state.OPEN}'
      else '${round.move(round.state.OPEN, round.state.CLOSED)}' end
  from settled
  on conflict (settled_by) do nothing`;

const LINE = `jsonb_build_object('remedyId', l.remedy_id, 'type', l.type, 'terms', l.terms,
      'ownerUnitId', l.owner_unit_id, 'partyId', l.party_id, 'dueOn', l.due_on, 'state', l.state, 'executedBy', l.executed_by,
      'executedAt', l.executed_at, 'failure', l.failure, 'failedAt', l.failed_at)`;

const REMEDIES = `
  coalesce((
    select jsonb_agg(${LINE} order by l.place)
    from remedy_line l where l.plan_id = p.plan_id and l.revision = p.revision), '[]')`;

const PLAN = `jsonb_build_object('planId', p.plan_id, 'revision', p.revision, 'outcome', p.outcome, 'status', p.status,
    'drafterId', p.drafter_id, 'draftedAt', p.drafted_at, 'approverRole', p.approver_role, 'mayApprove', p.may_approve,
    'submittedAt', p.submitted_at, 'approverId', p.approver_id, 'decidedAt', p.decided_at,
    'rejectionReason', p.rejection_reason, 'isFinal', p.is_final, 'toldAt', p.told_at, 'remedies', ${REMEDIES})`;

const PLAN_OF = `select ${PLAN} as plan from resolution_plan p where p.complaint_id = $1 and p.cycle = $2
  order by p.revision desc limit 1`;

const PARTIES = `(select case when bool_or(m.party_id = c.complaint_id and not m.is_in) then '[]'::jsonb
      else jsonb_build_array(c.complaint_id) end
    || coalesce(jsonb_agg(m.party_id order by m.party_id) filter (where m.is_in and m.party_id <> c.complaint_id), '[]')
  from case_party m where m.case_id = c.complaint_id)`;

// One statement: what every read and every command asks first.
const SITUATION = `
  select ${CASE_COLUMNS}, k.state, k.state_seq as "stateSeq", k.packs, k.since,
    case when p.plan_id is not null then ${PLAN} end as plan,
    coalesce((
      select jsonb_agg(${LINE} order by l.revision, l.place) from remedy_line l
      where l.plan_id = p.plan_id and l.revision < p.revision and l.state = '${remedyLine.state.DONE}'), '[]') as "doneBefore",
    (select jsonb_build_object('offerId', o.offer_id, 'state', o.state, 'imposedBy', o.imposed_by)
      from offer o where o.complaint_id = c.complaint_id and o.cycle = c.cycle and o.revision = p.revision
      order by ${FIRST_OF_SEVERAL} limit 1) as offer,
    ${PARTIES} as parties,
    (select count(distinct (o.revision, o.offered_at))::int from offer o where o.complaint_id = c.complaint_id and o.cycle = c.cycle
      and o.state in ('${offer.state.COUNTERED}', '${offer.state.REFUSED}')
      and o.offered_at > coalesce((select max(settled.decided_at) from offer settled
        where settled.complaint_id = c.complaint_id and settled.cycle = c.cycle
          and settled.state in ('${offer.state.ACCEPTED}', '${offer.state.IMPOSED}')), '-infinity')
      and exists (select from offer_answer a where a.offer_id = o.offer_id and a.objected_at is null)
    ) as "roundsUsed",
    (select jsonb_build_object('reviewId', v.review_id, 'partyId', v.party_id, 'state', v.state, 'openedFrom', v.opened_from,
        'closedAs', v.closed_as)
      from review v where v.complaint_id = c.complaint_id and v.cycle = c.cycle
      order by v.opened_at desc, v.review_id desc limit 1) as review,
    (select jsonb_build_object('disputeId', d.dispute_id, 'partyId', d.party_id, 'state', d.state, 'route', d.route,
        'openedFrom', d.opened_from, 'closedAs', d.closed_as, 'binds', d.binds, 'outcome', d.outcome)
      from dispute d where d.complaint_id = c.complaint_id and d.cycle = c.cycle
      order by d.opened_at desc, d.dispute_id desc limit 1) as dispute,
    coalesce((select g.flags from complaint_flags g where g.complaint_id = c.complaint_id), '{}') as flags,
    coalesce((
      select jsonb_agg(jsonb_build_object('stepId', s.step_id, 'kind', s.kind, 'subjectId', s.subject_id,
        'contactId', s.contact_id, 'proposerId', s.proposer_id, 'reasonCode', s.reason_code, 'proposedAt', s.proposed_at)
        order by s.proposed_at, s.step_id)
      from approval_step s where s.complaint_id = c.complaint_id
        and s.state = '${approvalStep.state.PROPOSED}'), '[]') as proposals,
    coalesce((
      select jsonb_agg(jsonb_build_object('followUpId', f.follow_up_id, 'attempt', f.attempt, 'result', f.result,
        'satisfaction', f.satisfaction, 'reasonCode', f.reason_code, 'deferredUntil', f.deferred_until,
        'callerId', f.caller_id, 'at', f.at)
        order by f.attempt)
      from follow_up f where f.complaint_id = c.complaint_id and f.cycle = c.cycle), '[]') as "followUps",
    k.participants
  from resolution_case c join complaint_custody k using (complaint_id)
    left join lateral (select * from resolution_plan newest
      where newest.complaint_id = c.complaint_id and newest.cycle = c.cycle
      order by newest.revision desc limit 1) p on true
  where c.complaint_id = $1 order by c.cycle desc limit 1`;

@Injectable()
export class SqlResolutionCases extends ResolutionCases {
  override async open(tx: Transaction, cases: readonly NewCase[]): Promise<void> {
    const once = newestOfRounds([...new Map(cases.map((one) => [one.determinationId, one])).values()]);
    if (once.length === 0) return;
    const again = once.filter(({ round: of }) => of > 1);
    if (again.length > 0) {
      tx.write(
        DETERMINE_AGAIN,
        [
          again.map((one) => one.complaintId),
          again.map((one) => one.determinationId),
          again.map((one) => one.unitId),
          again.map((one) => one.handlerId),
          again.map((one) => one.verdict),
          again.map((one) => one.reasonableness),
        ],
        'case-determine-again',
      );
    }
    tx.write(
      OPEN,
      [
        once.map((one) => one.complaintId),
        once.map((one) => one.complaintNo),
        once.map((one) => one.organisationId),
        once.map((one) => one.determinationId),
        once.map((one) => one.unitId),
        once.map((one) => one.handlerId),
        once.map((one) => one.verdict),
        once.map((one) => one.reasonableness),
        once.map((one) => one.openedAt),
      ],
      'case-open',
    );
  }

  override async openSettled(tx: Transaction, cases: readonly SettledCase[]): Promise<void> {
    if (cases.length === 0) return;
    tx.write(
      OPEN_SETTLED,
      [
        cases.map((one) => one.complaintId),
        cases.map((one) => one.complaintNo),
        cases.map((one) => one.organisationId),
        cases.map((one) => one.settledBy),
        cases.map((one) => one.unitId),
        cases.map((one) => one.handlerId),
        cases.map((one) => one.outcome ?? null),
        cases.map((one) => (one.remediesDone ? JSON.stringify(one.remediesDone) : null)),
        cases.map((one) => one.openedAt),
        cases.map((one) => one.closureCode ?? null),
      ],
      'case-open-settled',
    );
  }

  override async roundsOf(from: Queryable, complaintId: string): Promise<ResolutionCase[]> {
    const { rows } = await from.query<ResolutionCase>(
      `select ${CASE_COLUMNS} from resolution_case c where complaint_id = $1 order by cycle desc`,
      [complaintId],
      'case-rounds',
    );
    return rows;
  }

  override async ofNumber(from: Queryable, complaintNo: string): Promise<NumberedCase | undefined> {
    const { rows } = await from.query<NumberedCase>(
      `select r.complaint_id as "complaintId", k.complaint_id as "partyId", k.complaint_no as "complaintNo"
       from complaint_custody k left join case_party p on p.party_id = k.complaint_id and p.is_in
         join resolution_case r on r.complaint_id = coalesce(p.case_id, k.complaint_id)
       where k.complaint_no = any($1::text[]) limit 1`,
      [[complaintNo, complaintNo.toUpperCase()]],
      'case-of-number',
    );
    return rows[0];
  }

  override async situation(from: Queryable, complaintId: string): Promise<StandingSituation | undefined> {
    const { rows } = await from.query<SituationRow>(SITUATION, [complaintId], 'case-situation');
    const row = rows[0];
    if (!row) return undefined;
    const {
      state,
      stateSeq,
      packs,
      since,
      plan,
      doneBefore,
      offer: standing,
      parties,
      roundsUsed,
      review: reviewed,
      dispute,
      flags,
      proposals,
      followUps,
      participants,
      ...resolution
    } = row;
    return {
      resolution,
      standing: { state, stateSeq, packs, since },
      complaintState: state,
      plan: plan ? planFrom(plan) : undefined,
      doneBefore: doneBefore.map(remedyOf),
      offer: standing ?? undefined,
      parties,
      roundsUsed,
      review: reviewed ?? undefined,
      dispute: dispute ?? undefined,
      flags,
      proposals: proposals.map((proposal) => ({ ...proposal, proposedAt: new Date(proposal.proposedAt) })),
      followUps: followUps.map((followUp) => ({
        ...followUp,
        at: new Date(followUp.at),
        deferredUntil: followUp.deferredUntil === null ? null : new Date(followUp.deferredUntil),
      })),
      participants,
    };
  }

  override async end(
    tx: Transaction,
    { complaintId, cycle }: Round,
    { status, at, closureCode }: RoundEnd,
  ): Promise<void> {
    const from = round.state.OPEN;
    await mustChange(
      'case-end',
      1,
      tx.query(
        `update resolution_case set status = $4, closed_at = $5, closure_code = $6
         where complaint_id = $1 and cycle = $2 and status = $3`,
        [complaintId, cycle, from, round.move(from, status), at, closureCode],
        'case-end',
      ),
    );
  }

  override async assign(
    tx: Transaction,
    changes: readonly { readonly complaintId: string; readonly unitId: string; readonly handlerId: string }[],
  ): Promise<void> {
    const latest = [...new Map(changes.map((change) => [change.complaintId, change])).values()];
    if (latest.length === 0) return;
    tx.write(
      `update resolution_case c set unit_id = t.unit_id, handler_id = t.handler_id, version = version + 1
       from unnest($1::uuid[], $2::text[], $3::text[]) as t(complaint_id, unit_id, handler_id)
       where c.complaint_id = t.complaint_id and c.status = '${round.state.OPEN}'`,
      [
        latest.map((change) => change.complaintId),
        latest.map((change) => change.unitId),
        latest.map((change) => change.handlerId),
      ],
      'case-assign',
    );
  }

  override async takeUp(tx: Transaction, { complaintId, cycle }: Round): Promise<void> {
    const from = round.state.CLOSED;
    await mustChange(
      'case-take-up',
      1,
      tx.query(
        `update resolution_case set status = $4, closed_at = null, closure_code = null
         where complaint_id = $1 and cycle = $2 and status = $3`,
        [complaintId, cycle, from, round.move(from, round.state.OPEN)],
        'case-take-up',
      ),
    );
  }

  override async endsAs(tx: Transaction, { complaintId, cycle }: Round, as: ClosureCode | null): Promise<void> {
    await mustChange(
      'case-ends-as',
      1,
      tx.query(
        'update resolution_case set ends_as = $4 where complaint_id = $1 and cycle = $2 and status = $3',
        [complaintId, cycle, round.state.OPEN, as],
        'case-ends-as',
      ),
    );
  }

  override async endByRequest(
    tx: Transaction,
    complaints: readonly { readonly complaintId: string; readonly at: Date; readonly closureCode: ClosureCode }[],
  ): Promise<void> {
    tx.write(
      `with ended as (
         select * from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as t(complaint_id, at, closure_code)),
       void as (
         update offer o set state = '${offer.move(offer.state.OPEN, offer.state.VOID)}', decided_at = e.at from ended e
         where o.complaint_id = e.complaint_id and o.state = '${offer.state.OPEN}'),
       unreviewed as (
         update review v set state = '${review.move(review.state.OPEN, review.state.ENDED)}', decided_at = e.at from ended e
         where v.complaint_id = e.complaint_id and v.state = '${review.state.OPEN}')
       update resolution_case c set status = '${round.move(round.state.OPEN, round.state.ENDED)}', closed_at = e.at,
         closure_code = e.closure_code, version = version + 1
       from ended e where c.complaint_id = e.complaint_id and c.status = '${round.state.OPEN}'`,
      [
        complaints.map((one) => one.complaintId),
        complaints.map((one) => one.at),
        complaints.map((one) => one.closureCode),
      ],
      'case-end-by-request',
    );
  }

  override async touch(tx: Transaction, { complaintId, cycle }: Round): Promise<number> {
    const { rows } = await tx.query<{ version: number }>(
      'update resolution_case set version = version + 1 where complaint_id = $1 and cycle = $2 returning version',
      [complaintId, cycle],
      'case-touch',
    );
    return (rows[0] as { version: number }).version;
  }

  override async addRevision(tx: Transaction, { complaintId, cycle }: Round, plan: NewRevision): Promise<void> {
    const { remedies } = plan;
    tx.write(
      `with plan as (
         insert into resolution_plan (plan_id, revision, complaint_id, cycle, outcome, drafter_id, drafted_at,
           explanation, apology, is_final)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $15) returning plan_id, revision)
       insert into remedy_line (remedy_id, plan_id, revision, place, type, terms, owner_unit_id, due_on,
         party_id)
       select l.remedy_id, plan.plan_id, plan.revision, l.place, l.type, l.terms, l.owner_unit_id, l.due_on, l.party_id
       from plan, unnest($10::uuid[], $11::text[], $12::jsonb[], $13::text[], $14::date[], $16::uuid[])
         with ordinality as l(remedy_id, type, terms, owner_unit_id, due_on, party_id, place)`,
      [
        plan.planId,
        plan.revision,
        complaintId,
        cycle,
        plan.outcome,
        plan.drafterId,
        plan.draftedAt,
        plan.explanation,
        plan.apology,
        remedies.map((line) => line.remedyId),
        remedies.map((line) => line.type),
        remedies.map((line) => JSON.stringify(termsIn(line))),
        remedies.map((line) => line.ownerUnitId),
        remedies.map((line) => line.dueOn),
        plan.isFinal,
        remedies.map((line) => line.partyId),
      ],
      'plan-add',
    );
  }

  override async planOf(from: Queryable, { complaintId, cycle }: Round): Promise<PlanState | undefined> {
    const { rows } = await from.query<{ plan: PlanRow | null }>(PLAN_OF, [complaintId, cycle], 'plan-of');
    const plan = rows[0]?.plan;
    return plan ? planFrom(plan) : undefined;
  }

  override async planOfRevision(
    from: Queryable,
    { planId, revision }: Pick<PlanState, 'planId' | 'revision'>,
  ): Promise<PlanState | undefined> {
    const { rows } = await from.query<{ plan: PlanRow }>(
      `select ${PLAN} as plan from resolution_plan p where p.plan_id = $1 and p.revision = $2`,
      [planId, revision],
      'plan-of-revision',
    );
    return rows[0] && planFrom(rows[0].plan);
  }

  override async textsOf(
    from: Queryable,
    { planId, revision }: Pick<PlanState, 'planId' | 'revision'>,
  ): Promise<PlanTexts> {
    const { rows } = await from.query<PlanTexts>(
      'select explanation, apology, comment from resolution_plan where plan_id = $1 and revision = $2',
      [planId, revision],
      'plan-texts',
    );
    return rows[0] as PlanTexts;
  }

  override async submit(tx: Transaction, plan: PlanState, authority: ApprovalAuthority, at: Date): Promise<void> {
    const from = planMachine.state.DRAFT;
    await mustChange(
      'plan-submit',
      1,
      tx.query(
        `update resolution_plan set status = $4, approver_role = $5, may_approve = $6, submitted_at = $7
         where plan_id = $1 and revision = $2 and status = $3`,
        [
          plan.planId,
          plan.revision,
          from,
          planMachine.move(from, planMachine.state.SUBMITTED),
          authority.role,
          authority.mayApprove,
          at,
        ],
        'plan-submit',
      ),
    );
  }

  override approve(tx: Transaction, plan: PlanState, decision: Decision): Promise<void> {
    return this.decide(tx, plan, planMachine.state.APPROVED, decision);
  }

  override reject(tx: Transaction, plan: PlanState, decision: Decision): Promise<void> {
    return this.decide(tx, plan, planMachine.state.REJECTED, decision);
  }

  override async release(tx: Transaction, { planId, revision }: PlanState, at: Date): Promise<void> {
    const from = planMachine.state.DRAFT;
    await mustChange(
      'plan-release',
      1,
      tx.query(
        `update resolution_plan set status = $4, decided_at = $5 where plan_id = $1 and revision = $2 and status = $3`,
        [planId, revision, from, planMachine.move(from, planMachine.state.APPROVED), at],
        'plan-release',
      ),
    );
  }

  override async tell(tx: Transaction, plan: PlanState, from: PlanState['status']): Promise<void> {
    await mustChange(
      'plan-tell',
      1,
      tx.query(
        `update resolution_plan set status = $4, approver_id = $5, decided_at = $6, told_at = $6
         where plan_id = $1 and revision = $2 and status = $3`,
        [plan.planId, plan.revision, from, planMachine.move(from, plan.status), plan.approverId, plan.toldAt],
        'plan-tell',
      ),
    );
  }

  override async advanceRemedies(
    tx: Transaction,
    { planId, revision }: Pick<PlanState, 'planId' | 'revision'>,
    { from, to }: { readonly from: RemedyLineState['state']; readonly to: RemedyLineState['state'] },
  ): Promise<void> {
    const { rows } = await tx.query<{ meant: number; changed: number }>(
      `with advanced as (
         update remedy_line set state = $4 where plan_id = $1 and revision = $2 and state = $3 returning 1)
       select (select count(*)::int from remedy_line where plan_id = $1 and revision = $2) as meant,
         (select count(*)::int from advanced) as changed`,
      [planId, revision, from, remedyLine.move(from, to)],
      'remedy-advance',
    );
    const { meant, changed } = rows[0] as { meant: number; changed: number };
    if (changed !== meant) throw new WrongRowCount('remedy-advance', meant, changed);
  }

  override async advanceRemediesOf(
    tx: Transaction,
    { planId, revision }: Pick<PlanState, 'planId' | 'revision'>,
    partyIds: readonly string[],
    to: RemedyLineState['state'],
  ): Promise<void> {
    const { CANCELLED, OFFERED } = remedyLine.state;
    tx.write(
      `update remedy_line set state = case when party_id = any($4::uuid[]) then $5 else $6 end
       where plan_id = $1 and revision = $2 and state = $3`,
      [planId, revision, OFFERED, partyIds, remedyLine.move(OFFERED, to), remedyLine.move(OFFERED, CANCELLED)],
      'remedy-advance-of',
    );
  }

  override async stopRemedies(
    tx: Transaction,
    { planId, revision }: Pick<PlanState, 'planId' | 'revision'>,
    partyId?: string,
  ): Promise<number> {
    const { ACCEPTED, CANCELLED, EXECUTING, FAILED } = remedyLine.state;
    const from = [ACCEPTED, EXECUTING, FAILED];
    const [to] = from.map((state) => remedyLine.move(state, CANCELLED));
    const { rowCount } = await tx.query(
      `update remedy_line set state = $4
       where plan_id = $1 and revision = $2 and state = any($3::text[]) and ($5::uuid is null or party_id = $5)`,
      [planId, revision, from, to, partyId ?? null],
      'remedy-stop',
    );
    return rowCount ?? 0;
  }

  override async sendBack(tx: Transaction, { planId, revision }: PlanState, reason: string): Promise<void> {
    const from = planMachine.state.SUBMITTED;
    await mustChange(
      'plan-send-back',
      1,
      tx.query(
        `update resolution_plan set status = $4, rejection_reason = $5
         where plan_id = $1 and revision = $2 and status = $3`,
        [planId, revision, from, planMachine.move(from, planMachine.state.REJECTED), reason],
        'plan-send-back',
      ),
    );
  }

  override async execute(tx: Transaction, remedyId: string, execution: Execution): Promise<void> {
    const { ACCEPTED, DONE, EXECUTING } = remedyLine.state;
    const from = [ACCEPTED, EXECUTING];
    const [to] = from.map((state) => remedyLine.move(state, DONE));
    await mustChange(
      'remedy-execute',
      1,
      tx.query(
        `update remedy_line set state = $3, executed_by = $4, executed_at = $5, evidence_id = $6, evidence_sha256 = $7,
           evidence_bytes = $8, evidence_type = $9, evidence_name = $10, note = $11
         where remedy_id = $1 and state = any($2::text[])`,
        [
          remedyId,
          from,
          to,
          execution.executedBy,
          execution.executedAt,
          execution.evidenceId,
          execution.sha256,
          execution.byteSize,
          execution.mediaType,
          execution.evidenceName,
          execution.note,
        ],
        'remedy-execute',
      ),
    );
  }

  override async startRemedy(tx: Transaction, remedyId: string): Promise<void> {
    const { ACCEPTED, EXECUTING, FAILED } = remedyLine.state;
    await this.moveRemedy(tx, remedyId, [ACCEPTED, FAILED], EXECUTING, 'failure = null, failed_at = null', []);
  }

  override async failRemedy(tx: Transaction, remedyId: string, { failure, at, by, note }: Failure): Promise<void> {
    const { EXECUTING, FAILED } = remedyLine.state;
    const set = 'failure = $4, failed_at = $5, failed_by = $6, failure_note = $7';
    await this.moveRemedy(tx, remedyId, [EXECUTING], FAILED, set, [failure, at, by, note]);
  }

  override async cancelRemedy(tx: Transaction, remedyId: string, at: Date): Promise<void> {
    const { ACCEPTED, CANCELLED, EXECUTING, FAILED } = remedyLine.state;
    await this.moveRemedy(tx, remedyId, [ACCEPTED, EXECUTING, FAILED], CANCELLED, 'cancelled_at = $4', [at]);
  }

  override async executionOf(from: Queryable, complaintId: string, remedyId: string): Promise<Execution | undefined> {
    const { rows } = await from.query<Omit<Execution, 'byteSize'> & { byteSize: string }>(
      `select l.executed_by as "executedBy", l.executed_at as "executedAt", l.evidence_id as "evidenceId",
         l.evidence_sha256 as "sha256", l.evidence_bytes as "byteSize", l.evidence_type as "mediaType",
         l.evidence_name as "evidenceName", l.note
       from remedy_line l join resolution_plan p using (plan_id, revision)
       where l.remedy_id = $1 and l.state = '${remedyLine.state.DONE}' and p.complaint_id = $2`,
      [remedyId, complaintId],
      'remedy-execution',
    );
    return rows[0] && { ...rows[0], byteSize: Number(rows[0].byteSize) };
  }

  override async addFollowUp(tx: Transaction, followUp: NewFollowUp): Promise<void> {
    await tx.manager.insert(FollowUpEntity, followUp);
  }

  override async followUpsOf(
    from: Queryable,
    { complaintId, cycle }: Round,
  ): Promise<(FollowUp & Pick<NewFollowUp, 'comment' | 'otherNeeds'>)[]> {
    const { rows } = await from.query<FollowUp & Pick<NewFollowUp, 'comment' | 'otherNeeds'>>(
      `select follow_up_id as "followUpId", attempt, result, satisfaction, reason_code as "reasonCode",
         deferred_until as "deferredUntil", other_needs as "otherNeeds", caller_id as "callerId", at, comment
       from follow_up where complaint_id = $1 and cycle = $2 order by attempt`,
      [complaintId, cycle],
      'follow-ups-of',
    );
    return rows;
  }

  private async moveRemedy(
    tx: Transaction,
    remedyId: string,
    from: readonly RemedyLineState['state'][],
    to: RemedyLineState['state'],
    set: string,
    values: readonly unknown[],
  ): Promise<void> {
    for (const state of from) remedyLine.move(state, to);
    await mustChange(
      'remedy-move',
      1,
      tx.query(
        `update remedy_line set state = $3, ${set} where remedy_id = $1 and state = any($2::text[])`,
        [remedyId, from, to, ...values],
        `remedy-${to.toLowerCase()}`,
      ),
    );
  }

  private async decide(
    tx: Transaction,
    { planId, revision }: PlanState,
    status: PlanVerdict,
    { approverId, at, rejectionReason, comment }: Decision,
  ): Promise<void> {
    const from = planMachine.state.SUBMITTED;
    await mustChange(
      'plan-decide',
      1,
      tx.query(
        `update resolution_plan set status = $4, approver_id = $5, decided_at = $6, rejection_reason = $7, comment = $8
         where plan_id = $1 and revision = $2 and status = $3`,
        [planId, revision, from, planMachine.move(from, status), approverId, at, rejectionReason, comment],
        'plan-decide',
      ),
    );
  }
}

function planFrom({ draftedAt, submittedAt, decidedAt, toldAt, remedies, ...plan }: PlanRow): PlanState {
  return {
    ...plan,
    draftedAt: new Date(draftedAt),
    submittedAt: submittedAt === null ? null : new Date(submittedAt),
    decidedAt: decidedAt === null ? null : new Date(decidedAt),
    toldAt: toldAt === null ? null : new Date(toldAt),
    remedies: remedies.map(remedyOf),
  };
}

function remedyOf({ type, terms, executedAt, failedAt, ...line }: RemedyRow): RemedyLineState {
  return {
    ...remedyIn({ type, ...terms }),
    ...line,
    executedAt: executedAt === null ? null : new Date(executedAt),
    failedAt: failedAt === null ? null : new Date(failedAt),
  };
}

/** In a batch that holds more than one determination of a handling, the last one counts. */
function newestOfRounds(cases: readonly NewCase[]): NewCase[] {
  const newest: NewCase[] = [];
  for (const one of cases) {
    const before = one.round > 1 ? newest.findLastIndex(({ complaintId }) => complaintId === one.complaintId) : -1;
    if (before < 0) newest.push(one);
    else newest[before] = one;
  }
  return newest;
}
