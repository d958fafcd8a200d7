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
