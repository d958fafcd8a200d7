import { machines, type ComplaintState, type StateOf } from '@redress/contracts';
import { refusalRows } from '@redress/testing';
import { obstaclesToRecord } from '../../record-answer/record-answer.handler';
import { aCase, aPlan, aRemedy, aSituation, aWorker, NOON } from './case-builders.spec';
import {
  obstaclesToDecide,
  obstaclesToDecideCancellation,
  obstaclesToDecideImposition,
  obstaclesToDecideRenegotiation,
  obstaclesToExecute,
  obstaclesToFail,
  obstaclesToFollowUp,
  obstaclesToOffer,
  obstaclesToProposeCancellation,
  obstaclesToProposeImposition,
  obstaclesToRenegotiate,
  obstaclesToRevise,
  obstaclesToStart,
  obstaclesToSubmit,
  obstaclesToTell,
} from './case-commands';
import { obstaclesToOpenDispute, obstaclesToRecordAward, obstaclesToRecordLesson } from './dispute-commands';
import type { Proposal } from './proposal';
import type { CaseSituation } from './resolution-case';
import { obstaclesToDecideReview, obstaclesToRequestReview } from './review-commands';
import { roundIsOpen } from './rules/round-is-open.rule';

// Each person below may do what the table tries, so that only the state of the object speaks.

const HANDLER = aWorker('staff:handler', ['UNIT_HANDLER'], 'QA');
const DRAFTER = aWorker('staff:drafter', ['CASE_LEAD']);
const APPROVER = aWorker('staff:approver', ['REMEDY_APPROVER'], 'QA');
const EXECUTIVE = aWorker('staff:executive', ['EXECUTIVE'], 'HQ', 'QA', 'FIN');
const PAYER = aWorker('staff:payer', ['FINANCE_OFFICER']);
const CALLER = aWorker('staff:caller', ['FOLLOW_UP_SPECIALIST']);
const CLERK = aWorker('staff:clerk', ['INTAKE_OFFICER']);
const OFFER_ID = '019a9d6e-7a00-7000-8000-0000000000b1';

const anOffer = (state: StateOf<typeof machines.offer>) => ({ offerId: OFFER_ID, state, imposedBy: null });
const aProposal = (kind: Proposal['kind'], subjectId: string | null): Proposal => ({
  stepId: '019a9d6e-7a00-7000-8000-0000000000b2',
  kind,
  subjectId,
  contactId: null,
  proposerId: 'staff:handler',
  reasonCode: 'OTHER',
  proposedAt: NOON,
});

// RM-11, T26, T27, T42
describe('a remedy line', () => {
  const situation = (line: ReturnType<typeof aRemedy>, more: Partial<CaseSituation> = {}) =>
    aSituation('REMEDY_IN_PROGRESS', { plan: aPlan({ status: 'APPROVED', remedies: [line] }), ...more });
  type Line = StateOf<typeof machines.remedyLine>;
  const cancelling = (line: ReturnType<typeof aRemedy>) =>
    situation(line, { proposals: [aProposal('CANCELLATION', line.remedyId)] });
  const all = (said: string): Record<Line, string> =>
    Object.fromEntries(machines.remedyLine.states.map((state) => [state, said])) as Record<Line, string>;

  it.each(
    refusalRows(machines.remedyLine, [
      {
        command: 'startRemedy',
        said: { ...all('REMEDY_NOT_STARTABLE'), ACCEPTED: 'done', FAILED: 'done' },
        tried: (state) => obstaclesToStart(situation(aRemedy({ state })), aRemedy({ state }), PAYER),
      },
      {
        command: 'executeRemedy',
        said: { ...all('REMEDY_NOT_EXECUTABLE'), ACCEPTED: 'done', EXECUTING: 'done' },
        tried: (state) => obstaclesToExecute(situation(aRemedy({ state })), aRemedy({ state }), PAYER),
      },
      {
        command: 'failRemedy',
        said: { ...all('REMEDY_NOT_BEGUN'), EXECUTING: 'done' },
        tried: (state) => obstaclesToFail(situation(aRemedy({ state })), aRemedy({ state }), PAYER),
      },
      {
        command: 'proposeCancellation',
        said: { ...all('done'), DONE: 'REMEDY_ENDED', CANCELLED: 'REMEDY_ENDED' },
        tried: (state) => obstaclesToProposeCancellation(situation(aRemedy({ state })), aRemedy({ state }), HANDLER),
      },
      {
        command: 'decideCancellation',
        said: { ...all('done'), DONE: 'REMEDY_ENDED', CANCELLED: 'REMEDY_ENDED' },
        tried: (state) => obstaclesToDecideCancellation(cancelling(aRemedy({ state })), aRemedy({ state }), EXECUTIVE),
      },
      {
        command: 'renegotiatePlan',
        said: { ...all('NO_REMEDY_FAILED'), FAILED: 'done' },
        tried: (state) => obstaclesToRenegotiate(situation(aRemedy({ state })), HANDLER),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T17 to T21, T41
describe('a plan', () => {
  /** Where the complaint stands while its newest plan is in a state. */
  const STANDS: Readonly<Record<StateOf<typeof machines.plan>, ComplaintState>> = {
    DRAFT: 'RESOLUTION_DRAFTED',
    SUBMITTED: 'PENDING_APPROVAL',
    APPROVED: 'RESOLUTION_OFFERED',
    REJECTED: 'RESOLUTION_DRAFTED',
  };
  const apology = aRemedy({ type: 'APOLOGY', amount: undefined, state: 'PROPOSED' } as never);
  const standing = (status: StateOf<typeof machines.plan>, remedies = [aRemedy({ state: 'PROPOSED' })]) =>
    aSituation(STANDS[status], { plan: aPlan({ status, remedies }), offer: undefined });
  const elsewhere = { SUBMITTED: 'WRONG_STATE', APPROVED: 'WRONG_STATE' };
  const sentBack = (status: StateOf<typeof machines.plan>) =>
    aSituation('RESOLUTION_DRAFTED', { plan: aPlan({ status }), offer: undefined });

  it.each(
    refusalRows(machines.plan, [
      {
        command: 'revisePlan',
        said: { DRAFT: 'done', ...elsewhere, REJECTED: 'done' },
        tried: (status) => obstaclesToRevise(standing(status), HANDLER),
      },
      {
        command: 'submitPlan',
        said: {
          DRAFT: 'done',
          SUBMITTED: 'WRONG_STATE',
          APPROVED: 'WRONG_STATE DECIDED_PLAN_NOT_REVISED',
          REJECTED: 'REJECTED_PLAN_NOT_REVISED',
        },
        tried: (status) => obstaclesToSubmit(standing(status), DRAFTER),
      },
      {
        command: 'submitPlan, back from an offer',
        said: {
          DRAFT: 'done',
          SUBMITTED: 'done',
          APPROVED: 'DECIDED_PLAN_NOT_REVISED',
          REJECTED: 'REJECTED_PLAN_NOT_REVISED',
        },
        tried: (status) => obstaclesToSubmit(sentBack(status), DRAFTER),
      },
      {
        command: 'offerPlan',
        said: {
          DRAFT: 'done',
          SUBMITTED: 'WRONG_STATE',
          APPROVED: 'WRONG_STATE DECIDED_PLAN_NOT_REVISED',
          REJECTED: 'REJECTED_PLAN_NOT_REVISED',
        },
        tried: (status) => obstaclesToOffer(standing(status), DRAFTER, true),
      },
      {
        command: 'tellDecision by its drafter',
        said: {
          DRAFT: 'done',
          SUBMITTED: 'NO_AUTHORITY_TO_APPROVE APPROVER_NOT_INDEPENDENT',
          APPROVED: 'DECIDED_PLAN_NOT_REVISED WRONG_STATE',
          REJECTED: 'REJECTED_PLAN_NOT_REVISED',
        },
        tried: (status) => obstaclesToTell(standing(status, [apology]), DRAFTER, true),
      },
      {
        command: 'tellDecision by an approver',
        said: {
          DRAFT: 'NOT_THE_DRAFTER',
          SUBMITTED: 'done',
          APPROVED: 'NOT_THE_DRAFTER DECIDED_PLAN_NOT_REVISED WRONG_STATE',
          REJECTED: 'NOT_THE_DRAFTER REJECTED_PLAN_NOT_REVISED',
        },
        tried: (status) => obstaclesToTell(standing(status, [apology]), APPROVER, true),
      },
      {
        command: 'approvePlan or rejectPlan',
        said: { DRAFT: 'WRONG_STATE', SUBMITTED: 'done', APPROVED: 'WRONG_STATE', REJECTED: 'WRONG_STATE' },
        tried: (status) => obstaclesToDecide(standing(status), APPROVER),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T22, T23, T26, T39, T40, T43, D6
describe('an offer', () => {
  const STANDS: Readonly<Record<StateOf<typeof machines.offer>, ComplaintState>> = {
    OPEN: 'RESOLUTION_OFFERED',
    ACCEPTED: 'REMEDY_IN_PROGRESS',
    COUNTERED: 'RESOLUTION_DRAFTED',
    REFUSED: 'RESOLVED',
    LAPSED: 'RESOLVED',
    IMPOSED: 'REMEDY_IN_PROGRESS',
    VOID: 'UNDER_REVIEW',
  };
  const standing = (state: StateOf<typeof machines.offer>, more: Partial<CaseSituation> = {}) =>
    aSituation(STANDS[state], { plan: aPlan({ status: 'APPROVED' }), offer: anOffer(state), ...more });
  const onlyOpen = {
    OPEN: 'done',
    ACCEPTED: 'WRONG_STATE',
    COUNTERED: 'WRONG_STATE',
    REFUSED: 'WRONG_STATE',
    LAPSED: 'WRONG_STATE',
    IMPOSED: 'WRONG_STATE',
    VOID: 'WRONG_STATE',
  };
  const noConsent = {
    OPEN: 'NO_RECORDED_CONSENT',
    ACCEPTED: 'done',
    COUNTERED: 'NO_RECORDED_CONSENT',
    REFUSED: 'NO_RECORDED_CONSENT',
    LAPSED: 'NO_RECORDED_CONSENT',
    IMPOSED: 'done',
    VOID: 'NO_RECORDED_CONSENT',
  };
  // Whatever brought the complaint there, nothing runs without consent.
  const running = (state: StateOf<typeof machines.offer>) =>
    aSituation('REMEDY_IN_PROGRESS', { plan: aPlan({ status: 'APPROVED' }), offer: anOffer(state) });

  it.each(
    refusalRows(machines.offer, [
      {
        command: 'recordAnswer',
        said: { ...onlyOpen, REFUSED: 'NOTHING_TO_ANSWER', LAPSED: 'done' },
        tried: (state) => obstaclesToRecord(standing(state), CLERK, true),
      },
      {
        command: 'proposeImposition',
        said: onlyOpen,
        tried: (state) => obstaclesToProposeImposition(standing(state), HANDLER),
      },
      {
        command: 'decideImposition',
        said: onlyOpen,
        tried: (state) =>
          obstaclesToDecideImposition(
            standing(state, { proposals: [aProposal('IMPOSITION', OFFER_ID)] }),
            aWorker('staff:boss', ['EXECUTIVE']),
          ),
      },
      {
        command: 'startRemedy',
        said: noConsent,
        tried: (state) => obstaclesToStart(running(state), aRemedy(), PAYER),
      },
      {
        command: 'executeRemedy',
        said: noConsent,
        tried: (state) => obstaclesToExecute(running(state), aRemedy(), PAYER),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T26, T27, T42
describe('an approval step', () => {
  const failed = aRemedy({ state: 'FAILED' });
  const KINDS = [
    {
      kind: 'IMPOSITION',
      in: aSituation('RESOLUTION_OFFERED', { offer: anOffer('OPEN') }),
      subjectId: OFFER_ID,
      propose: (situation: CaseSituation) => obstaclesToProposeImposition(situation, HANDLER),
      decide: (situation: CaseSituation) => obstaclesToDecideImposition(situation, EXECUTIVE),
    },
    {
      kind: 'CANCELLATION',
      in: aSituation('REMEDY_IN_PROGRESS', { plan: aPlan({ status: 'APPROVED', remedies: [failed] }) }),
      subjectId: failed.remedyId,
      propose: (situation: CaseSituation) => obstaclesToProposeCancellation(situation, failed, HANDLER),
      decide: (situation: CaseSituation) => obstaclesToDecideCancellation(situation, failed, EXECUTIVE),
    },
    {
      kind: 'RENEGOTIATION',
      in: aSituation('REMEDY_IN_PROGRESS', { plan: aPlan({ status: 'APPROVED', remedies: [failed] }) }),
      subjectId: null,
      propose: (situation: CaseSituation) => obstaclesToRenegotiate(situation, HANDLER),
      decide: (situation: CaseSituation) => obstaclesToDecideRenegotiation(situation, EXECUTIVE),
    },
  ] as const;

  // What was decided or has lapsed no longer waits, so it stands among no proposals.
  it.each(
    KINDS.flatMap(({ kind, in: situation, subjectId, propose, decide }) => {
      const standing = (state: StateOf<typeof machines.approvalStep>) => ({
        ...situation,
        proposals: state === 'PROPOSED' ? [aProposal(kind, subjectId)] : [],
      });
      return refusalRows(machines.approvalStep, [
        {
          command: `propose ${kind}`,
          said: { PROPOSED: 'APPROVAL_OPEN', APPROVED: 'done', REJECTED: 'done', LAPSED: 'done' },
          tried: (state) => propose(standing(state)),
        },
        {
          command: `decide ${kind}`,
          said: {
            PROPOSED: 'done',
            APPROVED: 'NOTHING_PROPOSED',
            REJECTED: 'NOTHING_PROPOSED',
            LAPSED: 'NOTHING_PROPOSED',
          },
          tried: (state) => decide(standing(state)),
        },
      ]);
    }),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T24, T31
describe('an internal review', () => {
  const STANDS: Readonly<Record<StateOf<typeof machines.review>, ComplaintState>> = {
    OPEN: 'UNDER_REVIEW',
    DECIDED: 'RESOLUTION_OFFERED',
    ENDED: 'RESOLUTION_OFFERED',
  };
  const standing = (state: StateOf<typeof machines.review>) =>
    aSituation(STANDS[state], {
      offer: anOffer('OPEN'),
      review: {
        reviewId: '019a9d6e-7a00-7000-8000-0000000000b3',
        partyId: '019a9d6e-7a00-7000-8000-0000000000b0',
        state,
        openedFrom: 'RESOLUTION_OFFERED',
        closedAs: null,
      },
    });

  it.each(
    refusalRows(machines.review, [
      {
        command: 'requestReview',
        said: { OPEN: 'WRONG_STATE REVIEWED_BEFORE', DECIDED: 'REVIEWED_BEFORE', ENDED: 'done' },
        tried: (state) => obstaclesToRequestReview(standing(state), { now: NOON, until: NOON }),
      },
      {
        command: 'decideReview',
        said: { OPEN: 'done', DECIDED: 'WRONG_STATE', ENDED: 'WRONG_STATE' },
        tried: (state) => obstaclesToDecideReview(standing(state), EXECUTIVE, 'HQ'),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });

  const answered = { resolution: aCase({ verdict: null, determinationId: null, outcome: null }) };
  const over = new Date(NOON.getTime() - 1);

  it.each([
    ['for what was only answered', answered, NOON, 'NOTHING_TO_REVIEW'],
    ['in a pack without reviews', {}, undefined, 'NO_REVIEW_IN_PACK'],
    ['after the last instant of the window', {}, over, 'REVIEW_WINDOW_OVER'],
  ])('is not asked for %s', (_, more, until, code) => {
    const situation = aSituation('RESOLVED', { offer: anOffer('ACCEPTED'), ...more });

    expect(obstaclesToRequestReview(situation, { now: NOON, until })).toMatchObject([{ code }]);
  });
});

// T32, T33
describe('a dispute and its lesson', () => {
  const STANDS: Readonly<Record<StateOf<typeof machines.dispute>, ComplaintState>> = {
    OPEN: 'EXTERNAL_DISPUTE',
    DECIDED: 'CLOSED',
  };

  it.each(
    refusalRows(machines.dispute, [
      {
        command: 'openDispute',
        said: { OPEN: 'WRONG_STATE', DECIDED: 'done' },
        tried: (state) => obstaclesToOpenDispute(aSituation(STANDS[state])),
      },
      {
        command: 'recordAward',
        said: { OPEN: 'done', DECIDED: 'WRONG_STATE' },
        tried: (state) => obstaclesToRecordAward(aSituation(STANDS[state])),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });

  it.each(
    refusalRows(machines.lesson, [
      {
        command: 'recordLesson',
        said: { OPEN: 'done', LEARNED: 'LESSON_LEARNED' },
        tried: (state) => obstaclesToRecordLesson({ state, unitId: 'QA' }, HANDLER),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T28, T29, FU-04, FU-05, RM-09
describe('a round and its follow-up', () => {
  const STANDS: Readonly<Record<StateOf<typeof machines.followUp>, ComplaintState>> = {
    SUCCESS: 'CLOSED',
    FAILED: 'UNDER_ASSESSMENT',
    UNREACHABLE: 'RESOLVED',
    DEFERRED: 'RESOLVED',
  };
  const ENDS: Readonly<Record<StateOf<typeof machines.resolution>, ComplaintState>> = {
    OPEN: 'RESOLVED',
    CLOSED: 'CLOSED',
    REOPENED: 'UNDER_ASSESSMENT',
    ENDED: 'WITHDRAWN',
  };

  it.each(
    refusalRows(machines.followUp, [
      {
        command: 'recordFollowUp',
        said: { SUCCESS: 'WRONG_STATE', FAILED: 'WRONG_STATE', UNREACHABLE: 'done', DEFERRED: 'done' },
        tried: (state) => obstaclesToFollowUp(aSituation(STANDS[state]), CALLER),
      },
    ]),
  )('%s after one that was %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });

  it.each(
    refusalRows(machines.resolution, [
      {
        command: 'recordFollowUp',
        said: { OPEN: 'done', CLOSED: 'WRONG_STATE', REOPENED: 'WRONG_STATE', ENDED: 'WRONG_STATE' },
        tried: (status) => obstaclesToFollowUp(aSituation(ENDS[status], { resolution: aCase({ status }) }), CALLER),
      },
      {
        command: 'recordAnswer to a lapsed offer',
        said: {
          OPEN: 'done',
          CLOSED: 'NOTHING_TO_ANSWER',
          REOPENED: 'NOTHING_TO_ANSWER',
          ENDED: 'NOTHING_TO_ANSWER',
        },
        tried: (status) =>
          obstaclesToRecord(
            aSituation(ENDS[status], { resolution: aCase({ status }), offer: anOffer('LAPSED') }),
            CLERK,
            true,
          ),
      },
      {
        command: 'recordObjection',
        said: { OPEN: 'done', CLOSED: 'NOT_OPEN', REOPENED: 'NOT_OPEN', ENDED: 'NOT_OPEN' },
        tried: (status) =>
          [roundIsOpen({ complaintState: ENDS[status], resolution: aCase({ status }) })].flatMap((one) => one ?? []),
      },
    ]),
  )('%s in a round that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});
