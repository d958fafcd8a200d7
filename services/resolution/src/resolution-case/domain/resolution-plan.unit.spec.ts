import { Blocked, WrongFields } from '@redress/commands';
import { amountOf } from '@redress/contracts';
import type { ApprovalAuthority } from '@redress/policy';
import { ResolutionPlan, type DraftingRules, type ProposedPlan } from './resolution-plan';

const MONDAY = new Date('2026-03-02T04:00:00Z');
const TUESDAY = new Date('2026-03-03T04:00:00Z');
const DRAFTER = { by: 'staff:drafter', at: MONDAY };
const APPROVER = { by: 'staff:approver', at: TUESDAY };
const authority: ApprovalAuthority = { role: 'REMEDY_APPROVER', mayApprove: ['REMEDY_APPROVER', 'EXECUTIVE'] };

let ids: number;
const rules: DraftingRules = {
  verdict: 'VALID',
  parties: ['a'],
  doneBefore: 0,
  needsAmount: (type) => (type === 'REFUND' ? true : type === 'REPAIR' ? false : undefined),
  instalments: (type) => (type === 'REFUND' ? { atMost: 3, latest: '2026-06-30' } : undefined),
  isUnit: () => true,
  today: '2026-03-02',
  dueOn: () => '2026-03-09',
  newId: () => `id-${ids++}`,
};
const proposal: ProposedPlan = {
  outcome: 'UPHELD',
  remedies: [
    { type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN' },
    { type: 'REPAIR', ownerUnitId: 'LOG', dueOn: '2026-03-12' },
  ],
};

const aDraft = () => ResolutionPlan.draft(proposal, rules, DRAFTER);
const aSubmitted = () => {
  const plan = aDraft();
  plan.submit(authority, MONDAY);
  return plan;
};
const states = (plan: ResolutionPlan) => plan.now.remedies.map((line) => line.state);

beforeEach(() => (ids = 1));

describe('a resolution plan', () => {
  it('begins as a draft with proposed remedies, each with a date', () => {
    expect(aDraft().now).toMatchObject({
      planId: 'id-1',
      revision: 1,
      status: 'DRAFT',
      drafterId: 'staff:drafter',
      remedies: [
        { remedyId: 'id-2', state: 'PROPOSED', dueOn: '2026-03-09' },
        { remedyId: 'id-3', state: 'PROPOSED', dueOn: '2026-03-12' },
      ],
    });
    expect(aDraft().now.remedies.map(amountOf)).toEqual([{ amountMinor: 19_900, currency: 'CNY' }, undefined]);
  });

  it('is not written when it suits neither the verdict nor the pack', () => {
    const wrong: ProposedPlan = { outcome: 'NOT_UPHELD', remedies: [{ type: 'REFUND', ownerUnitId: 'FIN' }] };

    expect(() => ResolutionPlan.draft(wrong, rules, DRAFTER)).toThrow(WrongFields);
    expect(() => aDraft().revise(wrong, rules, DRAFTER)).toThrow(WrongFields);
  });

  it('goes over approval and consent to the last remedy, and says how many are left', () => {
    const plan = aSubmitted();
    expect(plan.now).toMatchObject({ status: 'SUBMITTED', approverRole: 'REMEDY_APPROVER', submittedAt: MONDAY });

    expect(plan.approve(APPROVER)).toEqual({ approverId: 'staff:approver', at: TUESDAY, rejectionReason: null });
    expect(states(plan)).toEqual(['OFFERED', 'OFFERED']);
    expect(plan.accept()).toBe(2);

    const execution = { by: 'staff:payer', at: TUESDAY };
    expect(plan.execute('id-2', execution, 19_900)).toMatchObject({ left: 1, line: { executedBy: 'staff:payer' } });
    expect(plan.execute('id-3', execution, undefined)).toMatchObject({ left: 0 });
    expect(states(plan)).toEqual(['DONE', 'DONE']);
  });

  it('that was rejected is revised before it is submitted again', () => {
    const plan = aSubmitted();
    expect(plan.reject(APPROVER, 'TOO_MUCH')).toMatchObject({ rejectionReason: 'TOO_MUCH' });

    expect(() => plan.submit(authority, TUESDAY)).toThrow(Blocked);
    const revised = plan.revise(proposal, rules, DRAFTER);
    expect(revised.now).toMatchObject({ planId: 'id-1', revision: 2, status: 'DRAFT', approverId: null });
  });

  it('is decided once, after it was submitted', () => {
    expect(() => aDraft().approve(APPROVER)).toThrow('not SUBMITTED');
    const approved = aSubmitted();
    approved.approve(APPROVER);
    expect(() => approved.reject(APPROVER, null)).toThrow('not SUBMITTED');
  });

  it('pays exactly what was accepted, and once', () => {
    const plan = aSubmitted();
    plan.approve(APPROVER);
    const execution = { by: 'staff:payer', at: TUESDAY };
    expect(() => plan.execute('id-2', execution, undefined)).toThrow(Blocked);
    plan.accept();

    expect(() => plan.execute('id-2', execution, 19_901)).toThrow(WrongFields);
    plan.execute('id-2', execution, 19_900);
    expect(() => plan.execute('id-2', execution, 19_900)).toThrow(Blocked);
  });
});

// T27, RM-07
describe('a remedy that is paid in instalments', () => {
  const CNY = (amountMinor: number) => ({ amountMinor, currency: 'CNY' });
  const part = (amountMinor: number, dueOn: string) => ({ amount: CNY(amountMinor), dueOn });
  const parts = [part(10_000, '2026-03-10'), part(5_000, '2026-04-10'), part(4_900, '2026-05-10')];
  const refundIn = (instalments: ProposedPlan['remedies'][number]['instalments'], over: object = {}): ProposedPlan => ({
    outcome: 'UPHELD',
    remedies: [{ type: 'REFUND', amount: CNY(19_900), ownerUnitId: 'FIN', instalments, ...over }],
  });
  const faultsOf = (plan: ProposedPlan): string[] => {
    try {
      ResolutionPlan.draft(plan, rules, DRAFTER);
      return [];
    } catch (error) {
      if (!(error instanceof WrongFields)) throw error;
      return error.faults.map(({ code, pointer }) => `${pointer} ${code}`);
    }
  };

  it('is a line for each part, with its own date, number and share of the whole', () => {
    const { remedies } = ResolutionPlan.draft(refundIn(parts), rules, DRAFTER).now;

    expect(remedies).toMatchObject([
      { remedyId: 'id-2', amount: CNY(10_000), dueOn: '2026-03-10', instalment: { no: 1, of: 3, total: CNY(19_900) } },
      { remedyId: 'id-3', amount: CNY(5_000), dueOn: '2026-04-10', instalment: { no: 2, of: 3, total: CNY(19_900) } },
      { remedyId: 'id-4', amount: CNY(4_900), dueOn: '2026-05-10', instalment: { no: 3, of: 3, total: CNY(19_900) } },
    ]);
  });

  it('is carried out when the last part is, whatever the order, and each part is paid exactly', () => {
    const plan = ResolutionPlan.draft(refundIn(parts), rules, DRAFTER);
    plan.submit(authority, MONDAY);
    plan.approve(APPROVER);
    plan.accept();
    const execution = { by: 'staff:payer', at: TUESDAY };

    expect(plan.execute('id-3', execution, 5_000)).toMatchObject({ left: 2 });
    expect(() => plan.execute('id-2', execution, 19_900)).toThrow(WrongFields);
    expect(plan.execute('id-2', execution, undefined)).toMatchObject({ left: 1 });
    expect(plan.execute('id-4', execution, undefined)).toMatchObject({ left: 0 });
  });

  it.each([
    [
      'one of a remedy that is paid in one sum',
      refundIn(parts, { type: 'REPAIR', amount: undefined }),
      ['/remedies/0/instalments in-one-sum'],
    ],
    [
      'less than the whole',
      refundIn([part(10_000, '2026-03-10'), part(9_899, '2026-04-10')]),
      ['/remedies/0/instalments instalments-not-whole'],
    ],
    [
      'more than the whole',
      refundIn([part(10_000, '2026-03-10'), part(9_901, '2026-04-10')]),
      ['/remedies/0/instalments instalments-not-whole'],
    ],
    [
      'another currency',
      refundIn([
        part(10_000, '2026-03-10'),
        { ...part(9_900, '2026-04-10'), amount: { amountMinor: 9_900, currency: 'EUR' } },
      ]),
      ['/remedies/0/instalments/1/amount/currency other-currency'],
    ],
    [
      'two parts on one day',
      refundIn([part(10_000, '2026-03-10'), part(9_900, '2026-03-10')]),
      ['/remedies/0/instalments/1/dueOn not-after-the-last'],
    ],
    [
      'a part in the past',
      refundIn([part(10_000, '2026-03-01'), part(9_900, '2026-03-10')]),
      ['/remedies/0/instalments/0/dueOn in-the-past'],
    ],
    [
      'a part beyond the span of the pack',
      refundIn([part(10_000, '2026-03-10'), part(9_900, '2026-07-01')]),
      ['/remedies/0/instalments/1/dueOn later-than-allowed'],
    ],
    [
      'more parts than the pack allows',
      refundIn([...parts.slice(0, 2), part(4_000, '2026-05-10'), part(900, '2026-06-10')]),
      ['/remedies/0/instalments too-many'],
    ],
    ['a date for the whole besides', refundIn(parts, { dueOn: '2026-03-09' }), ['/remedies/0/dueOn absent-for']],
    [
      'more lines than a plan holds',
      { outcome: 'UPHELD', remedies: Array.from({ length: 7 }, () => refundIn(parts).remedies[0]!) } as ProposedPlan,
      ['/remedies too-many'],
    ],
  ])('is not drafted with %s', (_, plan, faults) => {
    expect(faultsOf(plan)).toEqual(faults);
  });

  it('is drafted on the last day of the span, as the last of as many parts as are allowed', () => {
    expect(faultsOf(refundIn([...parts.slice(0, 2), part(4_900, '2026-06-30')]))).toEqual([]);
  });
});
