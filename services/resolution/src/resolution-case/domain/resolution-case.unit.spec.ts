import fc from 'fast-check';
import { aCase, aPlan, aRemedy, aSituation, aWorker, codes, pointers } from './case-builders.spec';
import {
  obstaclesToDecide,
  obstaclesToDraft,
  obstaclesToExecute,
  obstaclesToFollowUp,
  obstaclesToRevise,
  obstaclesToRework,
  obstaclesToSubmit,
  readsWords,
} from './case-commands';
import { consequenceOf, faultsOfReport } from './follow-up';
import type { PlanState } from './resolution-plan';
import type { CaseSituation } from './resolution-case';
import { paymentIsWhatWasAccepted } from './rules/payment-is-what-was-accepted.rule';
import { planSuitsTheVerdict } from './rules/plan-suits-the-verdict.rule';
import { recorderIsIndependent } from './rules/recorder-is-independent.rule';
import { remediesFollowThePack } from './rules/remedies-follow-the-pack.rule';

describe('sending a determination back', () => {
  const determined = aSituation('DETERMINED', { plan: undefined, offer: undefined });

  // T16
  it.each([
    ['the manager of the unit', aWorker('staff:c', ['UNIT_MANAGER'], 'QA')],
    ['a quality reviewer', aWorker('staff:q', ['QA_AUDITOR'])],
  ])('%s may', (_, worker) => {
    expect(obstaclesToRework(determined, worker)).toEqual([]);
  });

  it('is not for managers elsewhere, handlers and case leads', () => {
    for (const worker of [
      aWorker('staff:c', ['UNIT_MANAGER'], 'CS'),
      aWorker('staff:d', ['UNIT_HANDLER'], 'QA'),
      aWorker('staff:e', ['CASE_LEAD']),
    ]) {
      expect(codes(obstaclesToRework(determined, worker))).toEqual(['NOT_SUPERVISOR_OF_THE_CASE']);
    }
  });

  it('is not for who investigated or handled it', () => {
    const took = (part: 'INVESTIGATOR' | 'DEPUTY') =>
      aSituation('DETERMINED', { plan: undefined, participants: [{ personId: 'staff:c', part }] });
    const manager = aWorker('staff:c', ['UNIT_MANAGER'], 'QA');

    expect(codes(obstaclesToRework(took('INVESTIGATOR'), manager))).toEqual(['SUPERVISOR_NOT_INDEPENDENT']);
    expect(codes(obstaclesToRework(took('DEPUTY'), manager))).toEqual(['SUPERVISOR_NOT_INDEPENDENT']);
    expect(codes(obstaclesToRework(determined, aWorker('staff:handler', ['QA_AUDITOR'])))).toEqual([
      'SUPERVISOR_NOT_INDEPENDENT',
    ]);
  });

  it.each(['UNDER_INVESTIGATION', 'RESOLUTION_DRAFTED', 'REMEDY_IN_PROGRESS', 'CLOSED'] as const)(
    'does not happen in %s',
    (state) => {
      expect(codes(obstaclesToRework(aSituation(state), aWorker('staff:q', ['QA_AUDITOR'])))).toEqual(['WRONG_STATE']);
    },
  );
});

describe('drafting a plan', () => {
  it.each([
    ['the handler', aWorker('staff:handler', [])],
    ['a case lead of any unit', aWorker('staff:a', ['CASE_LEAD'], 'CS')],
    ['a handler of the unit', aWorker('staff:b', ['UNIT_HANDLER'], 'QA')],
    ['the manager above the unit', aWorker('staff:c', ['UNIT_MANAGER'], 'HQ', 'QA')],
  ])('%s may', (_, worker) => {
    expect(obstaclesToDraft(aSituation('DETERMINED', { plan: undefined }), worker)).toEqual([]);
  });

  it('others may not, and are told who can', () => {
    const [obstacle] = obstaclesToDraft(aSituation('DETERMINED'), aWorker('staff:d', ['UNIT_HANDLER'], 'CS'));

    expect(obstacle).toMatchObject({
      code: 'NOT_DRAFTER_OF_THE_CASE',
      whoCan: expect.arrayContaining([{ role: 'CASE_LEAD' }]),
    });
  });

  it('happens once; afterwards the draft is replaced, until it is submitted', () => {
    const handler = aWorker('staff:handler', []);

    expect(codes(obstaclesToDraft(aSituation('RESOLUTION_DRAFTED'), handler))).toEqual(['WRONG_STATE']);
    expect(obstaclesToRevise(aSituation('RESOLUTION_DRAFTED'), handler)).toEqual([]);
    expect(codes(obstaclesToRevise(aSituation('PENDING_APPROVAL'), handler))).toEqual(['WRONG_STATE']);
  });

  it('does not go on in a round that has ended', () => {
    const withdrawn = aSituation('DETERMINED', { resolution: aCase({ status: 'ENDED' }) });

    expect(codes(obstaclesToDraft(withdrawn, aWorker('staff:handler', [])))).toEqual(['WRONG_STATE']);
  });
});

describe('what a plan must hold', () => {
  const rules = {
    needsAmount: (type: string) => ({ REFUND: true, REPAIR: false })[type],
    isUnit: (unitId: string) => unitId === 'FIN',
    today: '2026-03-03',
  };
  const refund = { type: 'REFUND', amount: { amountMinor: 1, currency: 'CNY' }, ownerUnitId: 'FIN' } as const;

  // RM-06, T17, UA-12
  it.each(['VALID', 'PARTLY_VALID', 'PENDING_IMPROVEMENT'] as const)('a remedy when the complaint is %s', (verdict) => {
    expect(pointers(planSuitsTheVerdict({ outcome: 'UPHELD', remedies: [] }, verdict))).toEqual(['/remedies']);
    expect(planSuitsTheVerdict({ outcome: 'UPHELD', remedies: [refund] }, verdict)).toEqual([]);
  });

  // CL-19, D9
  it('no payment but goodwill when the complaint is invalid', () => {
    const goodwill = { ...refund, type: 'GOODWILL_PAYMENT' } as const;

    expect(planSuitsTheVerdict({ outcome: 'NOT_UPHELD', remedies: [] }, 'INVALID')).toEqual([]);
    expect(planSuitsTheVerdict({ outcome: 'GOODWILL', remedies: [goodwill] }, 'INVALID')).toEqual([]);
    expect(planSuitsTheVerdict({ outcome: 'GOODWILL', remedies: [goodwill, refund] }, 'INVALID')).toEqual([
      {
        pointer: '/remedies/1/amount',
        code: 'only-goodwill',
        params: { verdict: 'INVALID', allowed: 'GOODWILL_PAYMENT' },
        detail: 'only GOODWILL_PAYMENT may be paid for INVALID',
      },
    ]);
  });

  it('an outcome that agrees with the verdict', () => {
    expect(pointers(planSuitsTheVerdict({ outcome: 'NOT_UPHELD', remedies: [refund] }, 'VALID'))).toEqual(['/outcome']);
    expect(pointers(planSuitsTheVerdict({ outcome: 'UPHELD', remedies: [] }, 'INVALID'))).toEqual(['/outcome']);
  });

  // RM-05, RM-07, RM-23, CA-08
  it('remedies of the pack, with owner and date', () => {
    expect(remediesFollowThePack([refund, { type: 'REPAIR', ownerUnitId: 'FIN', dueOn: '2026-03-03' }], rules)).toEqual(
      [],
    );
    expect(
      pointers(
        remediesFollowThePack(
          [
            { type: 'REFUND', ownerUnitId: 'FIN' },
            { ...refund, type: 'REPAIR' },
            { type: 'RECALL', ownerUnitId: 'FIN' },
            { ...refund, ownerUnitId: 'NOWHERE', dueOn: '2026-03-02' },
          ],
          rules,
        ),
      ),
    ).toEqual([
      '/remedies/0/amount',
      '/remedies/1/amount',
      '/remedies/2/type',
      '/remedies/3/ownerUnitId',
      '/remedies/3/dueOn',
    ]);
  });
});

describe('submitting a plan', () => {
  const drafted = (plan: Partial<PlanState>) => aSituation('RESOLUTION_DRAFTED', { plan: aPlan(plan) });

  it('is for its drafter', () => {
    expect(obstaclesToSubmit(drafted({ status: 'DRAFT' }), aWorker('staff:drafter', []))).toEqual([]);
    expect(obstaclesToSubmit(drafted({ status: 'DRAFT' }), aWorker('staff:other', ['CASE_LEAD']))).toEqual([
      { code: 'NOT_THE_DRAFTER', whoCan: [{ person: 'staff:drafter' }] },
    ]);
  });

  it('needs a new revision after a rejection', () => {
    expect(codes(obstaclesToSubmit(drafted({ status: 'REJECTED' }), aWorker('staff:drafter', [])))).toEqual([
      'REJECTED_PLAN_NOT_REVISED',
    ]);
  });
});

describe('approving a plan', () => {
  const pending = aSituation('PENDING_APPROVAL');

  // CA-05, T18, T20, UA-18
  it('is for somebody with the authority who had no part in it', () => {
    expect(obstaclesToDecide(pending, aWorker('staff:approver', ['REMEDY_APPROVER'], 'QA'))).toEqual([]);
    expect(obstaclesToDecide(pending, aWorker('staff:boss', ['EXECUTIVE']))).toEqual([]);
    expect(codes(obstaclesToDecide(pending, aWorker('staff:boss', ['UNIT_MANAGER'])))).toEqual([
      'NO_AUTHORITY_TO_APPROVE',
    ]);
  });

  it.each([
    ['drafter', 'staff:drafter', 'DRAFTER'],
    ['handler', 'staff:handler', 'HANDLER'],
  ])('is not for the %s, whatever roles they have', (_, id, part) => {
    const [obstacle] = obstaclesToDecide(pending, aWorker(id, ['REMEDY_APPROVER', 'EXECUTIVE']));

    expect(obstacle).toMatchObject({ code: 'APPROVER_NOT_INDEPENDENT', params: { part } });
  });

  // D7, PM-07
  it.each(['DRAFTER', 'HANDLER', 'DEPUTY', 'INVESTIGATOR'] as const)(
    'is not for somebody who is on record as %s, in whatever round or revision',
    (part) => {
      const recorded = aSituation('PENDING_APPROVAL', { participants: [{ personId: 'staff:approver', part }] });

      expect(obstaclesToDecide(recorded, aWorker('staff:approver', ['REMEDY_APPROVER'], 'QA'))).toEqual([
        {
          code: 'APPROVER_NOT_INDEPENDENT',
          params: { part },
          whoCan: [{ role: 'REMEDY_APPROVER', unit: 'QA' }, { role: 'EXECUTIVE' }],
        },
      ]);
    },
  );

  it.each(['REGISTRAR', 'ASSESSOR', 'ESCALATOR', 'APPROVER'] as const)('is for somebody who only %s', (part) => {
    const recorded = aSituation('PENDING_APPROVAL', { participants: [{ personId: 'staff:approver', part }] });

    expect(obstaclesToDecide(recorded, aWorker('staff:approver', ['REMEDY_APPROVER'], 'QA'))).toEqual([]);
  });

  it('is for nobody when the matrix names nobody', () => {
    const nobodys = aSituation('PENDING_APPROVAL', { plan: aPlan({ mayApprove: [] }) });

    expect(obstaclesToDecide(nobodys, aWorker('staff:boss', ['EXECUTIVE', 'REMEDY_APPROVER']))).toEqual([
      { code: 'NO_AUTHORITY_TO_APPROVE', whoCan: [] },
    ]);
  });

  it('is not for an approver of another line', () => {
    expect(obstaclesToDecide(pending, aWorker('staff:approver', ['REMEDY_APPROVER'], 'CS'))).toEqual([
      { code: 'NO_AUTHORITY_TO_APPROVE', whoCan: [{ role: 'REMEDY_APPROVER', unit: 'QA' }, { role: 'EXECUTIVE' }] },
    ]);
  });

  it('asks for the higher role where the matrix does', () => {
    const dear = aSituation('PENDING_APPROVAL', {
      plan: aPlan({ approverRole: 'EXECUTIVE', mayApprove: ['EXECUTIVE'] }),
    });

    expect(codes(obstaclesToDecide(dear, aWorker('staff:approver', ['REMEDY_APPROVER'], 'QA')))).toEqual([
      'NO_AUTHORITY_TO_APPROVE',
    ]);
  });
});

describe('executing a remedy', () => {
  const owner = aWorker('staff:fin', ['UNIT_HANDLER'], 'FIN');
  const running = aSituation('REMEDY_IN_PROGRESS');

  it('is for the unit that owns it, or finance', () => {
    expect(obstaclesToExecute(running, aRemedy(), owner)).toEqual([]);
    expect(
      obstaclesToExecute(running, aRemedy({ ownerUnitId: 'QA' }), aWorker('staff:f', ['FINANCE_OFFICER'])),
    ).toEqual([]);
    expect(codes(obstaclesToExecute(running, aRemedy(), aWorker('staff:q', ['UNIT_HANDLER'], 'QA')))).toEqual([
      'NOT_OWNER_OF_THE_REMEDY',
    ]);
  });

  // D7
  it('is not for the approver, and says who could', () => {
    const approved = aSituation('REMEDY_IN_PROGRESS', { plan: aPlan({ approverId: 'staff:fin' }) });

    expect(obstaclesToExecute(approved, aRemedy(), owner)).toEqual([
      { code: 'EXECUTOR_IS_APPROVER', whoCan: expect.arrayContaining([{ role: 'UNIT_HANDLER', unit: 'FIN' }]) },
    ]);
  });

  // D6, RM-09
  it('needs recorded consent', () => {
    const withoutConsent = aSituation('REMEDY_IN_PROGRESS', { offer: undefined });

    expect(codes(obstaclesToExecute(withoutConsent, aRemedy(), owner))).toEqual(['NO_RECORDED_CONSENT']);
  });

  it.each(['PROPOSED', 'APPROVED', 'OFFERED', 'DONE'] as const)('does not happen to a line that is %s', (state) => {
    expect(codes(obstaclesToExecute(running, aRemedy({ state }), owner))).toEqual(['REMEDY_NOT_EXECUTABLE']);
  });

  // LI-07
  it('never pays more than was approved, whatever is reported', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            approved: fc.integer({ min: 1, max: 10_000_000 }),
            paid: fc.integer({ min: 0, max: 20_000_000 }),
          }),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        (payments) => {
          const lines = payments.map(({ approved, paid }) => ({
            line: aRemedy({ amount: { amountMinor: approved, currency: 'CNY' } }),
            paid,
          }));
          const executed = lines.filter(({ line, paid }) => paymentIsWhatWasAccepted(line, paid).length === 0);
          const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

          expect(sum(executed.map(({ paid }) => paid))).toBeLessThanOrEqual(
            sum(payments.map(({ approved }) => approved)),
          );
        },
      ),
    );
    expect(paymentIsWhatWasAccepted(aRemedy(), 19_901)).toHaveLength(1);
    expect(paymentIsWhatWasAccepted(aRemedy(), 19_899)).toHaveLength(1);
    expect(paymentIsWhatWasAccepted(aRemedy(), 19_900)).toEqual([]);
    expect(paymentIsWhatWasAccepted(aRemedy(), undefined)).toEqual([]);
    expect(paymentIsWhatWasAccepted(aRemedy({ amount: undefined }), 1)).toHaveLength(1);
  });
});

describe('following up', () => {
  const resolved = aSituation('RESOLVED', {
    plan: aPlan({ approverId: 'staff:approver', remedies: [aRemedy({ state: 'DONE', executedBy: 'staff:executor' })] }),
  });

  // FU-08, PR-09, DF-09
  it('is for a specialist who had no part in it', () => {
    expect(obstaclesToFollowUp(resolved, aWorker('staff:caller', ['FOLLOW_UP_SPECIALIST']))).toEqual([]);
    expect(codes(obstaclesToFollowUp(resolved, aWorker('staff:caller', ['CASE_LEAD'])))).toEqual([
      'NOT_A_FOLLOW_UP_SPECIALIST',
    ]);
  });

  it.each([
    ['staff:handler', 'HANDLER'],
    ['staff:drafter', 'DRAFTER'],
    ['staff:approver', 'APPROVER'],
    ['staff:executor', 'EXECUTOR'],
  ])('is not for %s', (id, part) => {
    expect(obstaclesToFollowUp(resolved, aWorker(id, ['FOLLOW_UP_SPECIALIST']))).toMatchObject([
      { code: 'CALLER_NOT_INDEPENDENT', params: { part } },
    ]);
  });

  // D7, PM-07, FU-08
  it.each(['HANDLER', 'DEPUTY', 'INVESTIGATOR', 'DRAFTER', 'APPROVER', 'RECORDER', 'EXECUTOR', 'REVIEWER'] as const)(
    'is not for somebody who is on record as %s, in whatever round or revision',
    (part) => {
      const recorded = aSituation('RESOLVED', { participants: [{ personId: 'staff:caller', part }] });

      expect(obstaclesToFollowUp(recorded, aWorker('staff:caller', ['FOLLOW_UP_SPECIALIST']))).toMatchObject([
        { code: 'CALLER_NOT_INDEPENDENT', params: { part } },
      ]);
    },
  );

  // FU-05, FU-06, T28
  it.each([
    [5, 'RESOLVED_SATISFIED'],
    [4, 'RESOLVED_SATISFIED'],
    [3, 'RESOLVED_NEUTRAL'],
    [2, 'RESOLVED_DISSATISFIED_EXHAUSTED'],
    [1, 'RESOLVED_DISSATISFIED_EXHAUSTED'],
  ])('with success and %i of 5 closes as %s', (satisfaction, closureCode) => {
    expect(consequenceOf({ result: 'SUCCESS', satisfaction }, false)).toEqual({ kind: 'CLOSE', closureCode });
  });

  // FU-03, UA-17
  it('reopens on failure and closes when nobody can be reached', () => {
    expect(consequenceOf({ result: 'FAILED', reasonCode: 'NOT_FIXED' }, false)).toEqual({ kind: 'REOPEN' });
    expect(consequenceOf({ result: 'UNREACHABLE' }, false)).toEqual({ kind: 'TRY_AGAIN' });
    expect(consequenceOf({ result: 'UNREACHABLE' }, true)).toEqual({ kind: 'CLOSE', closureCode: 'UNREACHABLE' });
  });

  // T40, CL-20
  it('closes what ended without agreement as that, whatever is said afterwards', () => {
    const endsAs = 'RESOLVED_DISSATISFIED_EXHAUSTED';
    const closed = { kind: 'CLOSE', closureCode: endsAs };

    expect(consequenceOf({ result: 'FAILED', reasonCode: 'NOT_FIXED' }, false, { endsAs })).toEqual(closed);
    expect(consequenceOf({ result: 'SUCCESS', satisfaction: 5 }, false, { endsAs })).toEqual(closed);
    expect(consequenceOf({ result: 'UNREACHABLE' }, true, { endsAs })).toEqual(closed);
    expect(consequenceOf({ result: 'UNREACHABLE' }, false, { endsAs })).toEqual({ kind: 'TRY_AGAIN' });
  });

  it('wants a score for success, a reason for failure and no score of nobody', () => {
    expect(pointers(faultsOfReport({ result: 'SUCCESS' }))).toEqual(['/satisfaction']);
    expect(pointers(faultsOfReport({ result: 'FAILED' }))).toEqual(['/reasonCode']);
    expect(pointers(faultsOfReport({ result: 'UNREACHABLE', satisfaction: 3 }))).toEqual(['/satisfaction']);
    expect(faultsOfReport({ result: 'FAILED', reasonCode: 'NOT_FIXED', satisfaction: 1 })).toEqual([]);
  });
});

// RM-08, D7
describe('recording what a complainant answered', () => {
  const recorded = (part: CaseSituation['participants'][number]['part']) =>
    aSituation('RESOLUTION_OFFERED', { participants: [{ personId: 'staff:clerk', part }] });

  it.each([
    ['DRAFTER', 'RECORDER_NOT_INDEPENDENT'],
    ['APPROVER', 'RECORDER_NOT_INDEPENDENT'],
    ['EXECUTOR', 'RECORDER_NOT_INDEPENDENT'],
    ['CALLER', 'RECORDER_NOT_INDEPENDENT'],
    ['HANDLER', undefined],
    ['RECORDER', undefined],
  ] as const)('by somebody who is on record as %s: %s', (part, code) => {
    expect(recorderIsIndependent(recorded(part), aWorker('staff:clerk', ['FRONTLINE']))?.code).toBe(code);
  });

  it.each([
    ['finance', aWorker('staff:f', ['FINANCE_OFFICER']), 'RECORDER_OWNS_A_REMEDY'],
    ['a handler of the unit that owes a remedy', aWorker('staff:f', ['UNIT_HANDLER'], 'FIN'), 'RECORDER_OWNS_A_REMEDY'],
    ['a handler of another unit', aWorker('staff:f', ['UNIT_HANDLER'], 'CS'), undefined],
  ])('by %s', (_, worker, code) => {
    expect(recorderIsIndependent(aSituation('RESOLUTION_OFFERED'), worker)?.code).toBe(code);
  });
});

describe('who reads words', () => {
  it('shows them to those who need them', () => {
    const situation = aSituation('RESOLVED');

    expect(readsWords(situation, aWorker('staff:x', ['FOLLOW_UP_SPECIALIST']))).toBe(true);
    expect(readsWords(situation, aWorker('staff:y', ['UNIT_HANDLER'], 'QA'))).toBe(true);
    expect(readsWords(situation, aWorker('staff:z', ['UNIT_HANDLER'], 'LOG'))).toBe(false);
    expect(readsWords(situation, aWorker('staff:w', ['DISPATCHER'], 'QA'))).toBe(false);
  });
});
