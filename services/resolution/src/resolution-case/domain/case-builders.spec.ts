import type { CaseWorker } from '@redress/commands';
import type { RemedyLineState } from './remedy-line';
import type { CaseSituation, ResolutionCase } from './resolution-case';
import type { PlanState } from './resolution-plan';

export const NOON = new Date('2026-03-03T04:00:00Z');

export const aCase = (replaced: Partial<ResolutionCase> = {}): ResolutionCase => ({
  complaintId: '019a9d6e-7a00-7000-8000-000000000001',
  complaintNo: 'GSCS-260302-00001',
  organisationId: 'acme',
  cycle: 0,
  determinationId: '019a9d6e-7a00-7000-8000-0000000000ae',
  unitId: 'QA',
  handlerId: 'staff:handler',
  verdict: 'VALID',
  reasonableness: 'DEMAND_REASONABLE',
  outcome: null,
  remediesDone: null,
  status: 'OPEN',
  version: 1,
  openedAt: NOON,
  closedAt: null,
  closureCode: null,
  endsAs: null,
  ...replaced,
});

type Refund = Extract<RemedyLineState, { readonly amount?: unknown }>;

export const aRemedy = (replaced: Partial<Refund> = {}): RemedyLineState => ({
  remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
  type: 'REFUND',
  amount: { amountMinor: 19_900, currency: 'CNY' },
  ownerUnitId: 'FIN',
  partyId: null,
  dueOn: '2026-03-10',
  state: 'ACCEPTED',
  executedBy: null,
  executedAt: null,
  failure: null,
  failedAt: null,
  ...replaced,
});

export const aPlan = (replaced: Partial<PlanState> = {}): PlanState => ({
  planId: '019a9d6e-7a00-7000-8000-0000000000af',
  revision: 1,
  outcome: 'UPHELD',
  status: 'SUBMITTED',
  isFinal: false,
  drafterId: 'staff:drafter',
  draftedAt: NOON,
  approverRole: 'REMEDY_APPROVER',
  mayApprove: ['REMEDY_APPROVER', 'EXECUTIVE'],
  submittedAt: NOON,
  approverId: null,
  decidedAt: null,
  rejectionReason: null,
  toldAt: null,
  remedies: [aRemedy()],
  ...replaced,
});

export const aSituation = (
  complaintState: CaseSituation['complaintState'],
  replaced: Partial<CaseSituation> = {},
): CaseSituation => ({
  resolution: aCase(),
  complaintState,
  plan: aPlan(),
  doneBefore: [],
  offer: { offerId: '019a9d6e-7a00-7000-8000-0000000000b1', state: 'ACCEPTED', imposedBy: null },
  parties: [aCase().complaintId],
  roundsUsed: 0,
  review: undefined,
  dispute: undefined,
  flags: [],
  proposals: [],
  followUps: [],
  participants: [],
  ...replaced,
});

export const aWorker = (id: string, roles: CaseWorker['roles'], ...unitIds: string[]): CaseWorker => ({
  id,
  roles,
  isOver: (unitId) => unitIds.includes(unitId),
});

export const codes = (obstacles: readonly { code: string }[]) => obstacles.map((obstacle) => obstacle.code);
export const pointers = (faults: readonly { pointer: string }[]) => faults.map((fault) => fault.pointer);
