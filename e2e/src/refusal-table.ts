import type { ComplaintState, ServiceName } from '@redress/contracts';
import type { Method } from '@redress/workload';

/** The states in which complaints are tried, each with a complaint that stands in it. */
export const TRIED_STATES = [
  'UNDER_ASSESSMENT',
  'ASSIGNED',
  'UNDER_INVESTIGATION',
  'AWAITING_COMPLAINANT',
  'AWAITING_THIRD_PARTY',
  'DETERMINED',
  'RESOLUTION_DRAFTED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
  'SUSPENDED',
  'CLOSED',
  'NOT_ACCEPTED',
  'REFERRED',
  'WITHDRAWN',
  'VOIDED',
] as const satisfies readonly ComplaintState[];
export type TriedState = (typeof TRIED_STATES)[number];

/** A person with the right to run a command where the state allows it. */
export type Part =
  'handler' | 'manager' | 'dispatcher' | 'triage' | 'clerk' | 'supervisor' | 'finance' | 'caller' | 'executive';

/** A command that moves a complaint, where it is accepted, and with which problem it is refused everywhere else. */
export interface RefusalRow {
  readonly command: string;
  readonly service: ServiceName;
  readonly by: Part;
  /** Below the complaint; `{remedyId}` is its first remedy. */
  readonly path: string;
  readonly method?: Method;
  /** The read whose version it names, and that offers it. */
  readonly reading?: 'assignment' | 'investigation' | 'resolution';
  readonly body?: object;
  readonly upload?: Readonly<Record<string, string>>;
  readonly acceptedIn: readonly TriedState[];
  /** Problem, then the codes of what blocks it, and where it is refused with them. */
  readonly refused: Readonly<Record<string, readonly TriedState[]>>;
}

const PLAN = {
  outcome: 'UPHELD',
  explanation: 'We refund what was paid.',
  apology: 'We apologise.',
  remedies: [{ type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN' }],
};
const NO_SUCH = '019a9d6e-7a00-7000-8000-0000000000d1';
const IN_TIME = '2026-03-10T01:30:00.000Z';

/** Where a person is responsible and works on it. */
const WORKED_ON = [
  'ASSIGNED',
  'UNDER_INVESTIGATION',
  'AWAITING_COMPLAINANT',
  'AWAITING_THIRD_PARTY',
  'DETERMINED',
  'RESOLUTION_DRAFTED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
] as const satisfies readonly TriedState[];

/** Routing holds it no more. */
const HANDED_OVER = [
  'UNDER_INVESTIGATION',
  'AWAITING_COMPLAINANT',
  'AWAITING_THIRD_PARTY',
  'DETERMINED',
  'RESOLUTION_DRAFTED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
  'SUSPENDED',
  'CLOSED',
] as const satisfies readonly TriedState[];
const DETERMINED_LONG_AGO = [
  'DETERMINED',
  'RESOLUTION_DRAFTED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
  'SUSPENDED',
  'CLOSED',
] as const satisfies readonly TriedState[];
const NEVER_DETERMINED = [
  'UNDER_ASSESSMENT',
  'ASSIGNED',
  'UNDER_INVESTIGATION',
  'AWAITING_COMPLAINANT',
  'AWAITING_THIRD_PARTY',
  'NOT_ACCEPTED',
  'REFERRED',
  'WITHDRAWN',
  'VOIDED',
] as const satisfies readonly TriedState[];
const DECIDED = [
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
  'SUSPENDED',
  'CLOSED',
] as const satisfies readonly TriedState[];
const ENDED_BY_ROUTING = ['NOT_ACCEPTED', 'REFERRED', 'WITHDRAWN', 'VOIDED'] as const satisfies readonly TriedState[];

/** A row each. */
export const REFUSALS: readonly RefusalRow[] = [
  {
    command: 'assessComplaint',
    service: 'routing',
    by: 'triage',
    path: 'assessment',
    reading: 'assignment',
    body: { category: 'OTHER', severity: 'MINOR', urgency: 'NORMAL' },
    acceptedIn: ['UNDER_ASSESSMENT'],
    refused: { 'blocked WRONG_STATE': ['ASSIGNED', ...ENDED_BY_ROUTING], 'not-holder': HANDED_OVER },
  },
  {
    command: 'acceptAssignment',
    service: 'routing',
    by: 'handler',
    path: 'assignment/acceptance',
    reading: 'assignment',
    acceptedIn: ['ASSIGNED'],
    refused: {
      'access-denied': ['UNDER_ASSESSMENT', 'NOT_ACCEPTED', 'REFERRED'],
      'not-holder': HANDED_OVER,
      'blocked WRONG_STATE': ['WITHDRAWN', 'VOIDED'],
    },
  },
  {
    command: 'returnAssignment',
    service: 'routing',
    by: 'manager',
    path: 'assignment/return',
    reading: 'assignment',
    body: { reason: 'WRONG_UNIT' },
    acceptedIn: ['ASSIGNED'],
    refused: { 'blocked WRONG_STATE': ['UNDER_ASSESSMENT', ...ENDED_BY_ROUTING], 'not-holder': HANDED_OVER },
  },
  {
    command: 'takeBackAssignment',
    service: 'routing',
    by: 'dispatcher',
    path: 'assignment/recall',
    reading: 'assignment',
    body: { reason: 'EXPERTISE' },
    acceptedIn: ['ASSIGNED'],
    refused: { 'blocked WRONG_STATE': ['UNDER_ASSESSMENT', ...ENDED_BY_ROUTING], 'not-holder': HANDED_OVER },
  },
  {
    command: 'changeAssignment',
    service: 'routing',
    by: 'dispatcher',
    path: 'assignment/change',
    reading: 'assignment',
    body: { unitId: 'LOG', reason: 'EXPERTISE' },
    acceptedIn: WORKED_ON,
    refused: {
      'blocked NOT_ACCEPTED_YET': ['UNDER_ASSESSMENT'],
      'blocked NOT_OPEN': ['SUSPENDED', 'CLOSED', ...ENDED_BY_ROUTING],
    },
  },
  {
    command: 'proposeDecline',
    service: 'routing',
    by: 'triage',
    path: 'decline',
    reading: 'assignment',
    body: { reason: 'TIME_BARRED', explanation: 'It is too late.' },
    acceptedIn: ['UNDER_ASSESSMENT'],
    refused: { 'blocked WRONG_STATE': ['ASSIGNED', ...ENDED_BY_ROUTING], 'not-holder': HANDED_OVER },
  },
  {
    command: 'decideDecline',
    service: 'routing',
    by: 'supervisor',
    path: 'decline/decision',
    reading: 'assignment',
    body: { decision: 'APPROVE' },
    acceptedIn: [],
    refused: {
      'blocked NOTHING_PROPOSED': ['UNDER_ASSESSMENT'],
      'blocked WRONG_STATE NOTHING_PROPOSED': ['ASSIGNED', ...ENDED_BY_ROUTING],
      'not-holder': HANDED_OVER,
    },
  },
  {
    command: 'referComplaint',
    service: 'routing',
    by: 'triage',
    path: 'referral',
    reading: 'assignment',
    body: { organisation: 'Anda Ltd.', ground: 'It carries that part out.', dataBasis: 'LEGAL_DUTY' },
    acceptedIn: ['UNDER_ASSESSMENT'],
    refused: { 'blocked WRONG_STATE': ['ASSIGNED', ...ENDED_BY_ROUTING], 'not-holder': HANDED_OVER },
  },
  {
    command: 'summaryResolve',
    service: 'routing',
    by: 'clerk',
    path: 'summary-resolution',
    reading: 'assignment',
    body: { contactId: NO_SUCH, outcome: 'UPHELD', remediesDone: [{ type: 'APOLOGY' }] },
    acceptedIn: [],
    refused: {
      'blocked NOT_MINOR': ['UNDER_ASSESSMENT'],
      'blocked WRONG_STATE NOT_MINOR': ['ASSIGNED', ...ENDED_BY_ROUTING],
      'not-holder': HANDED_OVER,
    },
  },
  {
    command: 'answerComplaint',
    service: 'routing',
    by: 'triage',
    path: 'answer',
    reading: 'assignment',
    body: { text: 'Thank you.' },
    acceptedIn: [],
    refused: {
      'blocked WRONG_KIND': ['UNDER_ASSESSMENT'],
      'blocked WRONG_KIND ANOTHER_UNIT': ['ASSIGNED'],
      'not-holder': HANDED_OVER,
      'blocked WRONG_STATE WRONG_KIND': ENDED_BY_ROUTING,
    },
  },
  {
    command: 'reclassifyComplaint',
    service: 'routing',
    by: 'dispatcher',
    path: 'classification',
    reading: 'assignment',
    body: { reasonCode: 'NEW_FACTS', severity: 'CRITICAL' },
    acceptedIn: ['UNDER_ASSESSMENT', ...WORKED_ON],
    refused: { 'blocked NOT_OPEN': ['SUSPENDED', 'CLOSED', ...ENDED_BY_ROUTING] },
  },
  {
    command: 'escalateComplaint',
    service: 'routing',
    by: 'dispatcher',
    path: 'escalations',
    reading: 'assignment',
    body: { reason: 'CUSTOMER_REQUEST' },
    acceptedIn: ['UNDER_ASSESSMENT', ...WORKED_ON],
    refused: { 'blocked NOT_OPEN': ['SUSPENDED', 'CLOSED', ...ENDED_BY_ROUTING] },
  },
  {
    command: 'addEvidence',
    service: 'investigation',
    by: 'handler',
    path: 'investigation/evidence',
    reading: 'investigation',
    upload: { provenance: 'STAFF', description: 'A record' },
    acceptedIn: ['UNDER_INVESTIGATION', 'AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'],
    refused: {
      'access-denied': ['UNDER_ASSESSMENT', 'NOT_ACCEPTED', 'REFERRED'],
      'not-found': ['ASSIGNED', 'WITHDRAWN', 'VOIDED'],
      'not-holder': DETERMINED_LONG_AGO,
    },
  },
  {
    command: 'requestInfo',
    service: 'investigation',
    by: 'handler',
    path: 'investigation/information-requests',
    reading: 'investigation',
    body: { questions: ['When was it?'], dueAt: IN_TIME },
    acceptedIn: ['UNDER_INVESTIGATION'],
    refused: {
      'access-denied': ['UNDER_ASSESSMENT', 'NOT_ACCEPTED', 'REFERRED'],
      'not-found': ['ASSIGNED', 'WITHDRAWN', 'VOIDED'],
      'blocked NOT_UNDER_INVESTIGATION': ['AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'],
      'not-holder': DETERMINED_LONG_AGO,
    },
  },
  {
    command: 'requestThirdParty',
    service: 'investigation',
    by: 'handler',
    path: 'investigation/third-parties',
    reading: 'investigation',
    body: { partyKind: 'SUPPLIER', name: 'Anda Ltd.', request: 'Which batch is it?', dueAt: IN_TIME },
    acceptedIn: ['UNDER_INVESTIGATION'],
    refused: {
      'access-denied': ['UNDER_ASSESSMENT', 'NOT_ACCEPTED', 'REFERRED'],
      'not-found': ['ASSIGNED', 'WITHDRAWN', 'VOIDED'],
      'blocked NOT_UNDER_INVESTIGATION': ['AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'],
      'not-holder': DETERMINED_LONG_AGO,
    },
  },
  {
    command: 'resumeInvestigation',
    service: 'investigation',
    by: 'handler',
    path: 'investigation/resumption',
    reading: 'investigation',
    acceptedIn: ['AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'],
    refused: {
      'access-denied': ['UNDER_ASSESSMENT', 'NOT_ACCEPTED', 'REFERRED'],
      'not-found': ['ASSIGNED', 'WITHDRAWN', 'VOIDED'],
      'blocked WRONG_STATE': ['UNDER_INVESTIGATION'],
      'not-holder': DETERMINED_LONG_AGO,
    },
  },
  {
    command: 'determine',
    service: 'investigation',
    by: 'handler',
    path: 'investigation/determination',
    reading: 'investigation',
    body: {
      verdict: 'VALID',
      reasonableness: 'NO_DEMAND',
      rootCause: 'MATERIAL',
      scope: 'One batch',
      responsibility: [{ party: 'SUPPLIER', percent: 100 }],
      findings: [{ text: 'It is so.', evidenceIds: [NO_SUCH] }],
    },
    acceptedIn: [],
    refused: {
      'access-denied': ['UNDER_ASSESSMENT', 'NOT_ACCEPTED', 'REFERRED'],
      'not-found': ['ASSIGNED', 'WITHDRAWN', 'VOIDED'],
      'blocked NOT_UNDER_INVESTIGATION NOT_ENOUGH_EVIDENCE': ['AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'],
      'not-holder': DETERMINED_LONG_AGO,
      'blocked NOT_ENOUGH_EVIDENCE': ['UNDER_INVESTIGATION'],
    },
  },
  {
    command: 'orderRework',
    service: 'resolution',
    by: 'manager',
    path: 'resolution/rework',
    reading: 'resolution',
    body: { reason: 'EVIDENCE_INSUFFICIENT', comment: 'Please ask the carrier.' },
    acceptedIn: ['DETERMINED'],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE': ['RESOLUTION_DRAFTED', 'PENDING_APPROVAL', ...DECIDED],
    },
  },
  {
    command: 'draftPlan',
    service: 'resolution',
    by: 'handler',
    path: 'resolution/plan',
    reading: 'resolution',
    body: PLAN,
    acceptedIn: ['DETERMINED'],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE': ['RESOLUTION_DRAFTED', 'PENDING_APPROVAL', ...DECIDED],
    },
  },
  {
    command: 'revisePlan',
    service: 'resolution',
    by: 'handler',
    path: 'resolution/plan',
    method: 'PUT',
    reading: 'resolution',
    body: PLAN,
    acceptedIn: ['RESOLUTION_DRAFTED'],
    refused: { 'not-found': NEVER_DETERMINED, 'blocked WRONG_STATE': ['DETERMINED', 'PENDING_APPROVAL', ...DECIDED] },
  },
  {
    command: 'submitPlan',
    service: 'resolution',
    by: 'handler',
    path: 'resolution/submission',
    reading: 'resolution',
    acceptedIn: ['RESOLUTION_DRAFTED'],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE': ['DETERMINED', 'PENDING_APPROVAL'],
      'blocked WRONG_STATE DECIDED_PLAN_NOT_REVISED': DECIDED,
    },
  },
  {
    command: 'offerPlan',
    service: 'resolution',
    by: 'handler',
    path: 'resolution/offer',
    reading: 'resolution',
    acceptedIn: [],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE FLAG_NEEDS_APPROVAL': ['DETERMINED'],
      'blocked ABOVE_LIMIT_WITHOUT_APPROVAL FLAG_NEEDS_APPROVAL': ['RESOLUTION_DRAFTED'],
      'blocked WRONG_STATE ABOVE_LIMIT_WITHOUT_APPROVAL FLAG_NEEDS_APPROVAL': ['PENDING_APPROVAL'],
      'blocked WRONG_STATE DECIDED_PLAN_NOT_REVISED ABOVE_LIMIT_WITHOUT_APPROVAL FLAG_NEEDS_APPROVAL': DECIDED,
    },
  },
  {
    command: 'tellDecision',
    service: 'resolution',
    by: 'handler',
    path: 'resolution/decision',
    reading: 'resolution',
    acceptedIn: [],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE': ['DETERMINED'],
      'blocked PLAN_NEEDS_CONSENT': ['RESOLUTION_DRAFTED'],
      'access-denied NO_AUTHORITY_TO_APPROVE APPROVER_NOT_INDEPENDENT': ['PENDING_APPROVAL'],
      'blocked DECIDED_PLAN_NOT_REVISED WRONG_STATE PLAN_NEEDS_CONSENT': DECIDED,
    },
  },
  {
    command: 'decidePlan',
    service: 'resolution',
    by: 'manager',
    path: 'resolution/approval',
    reading: 'resolution',
    body: { decision: 'APPROVE' },
    acceptedIn: ['PENDING_APPROVAL'],
    refused: { 'not-found': NEVER_DETERMINED, 'blocked WRONG_STATE': ['DETERMINED', 'RESOLUTION_DRAFTED', ...DECIDED] },
  },
  {
    command: 'proposeImposition',
    service: 'resolution',
    by: 'handler',
    path: 'resolution/imposition',
    reading: 'resolution',
    body: { exception: 'SAFETY', ground: 'It may catch fire.' },
    acceptedIn: ['RESOLUTION_OFFERED'],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE': [
        'DETERMINED',
        'RESOLUTION_DRAFTED',
        'PENDING_APPROVAL',
        'REMEDY_IN_PROGRESS',
        'RESOLVED',
        'SUSPENDED',
        'CLOSED',
      ],
    },
  },
  {
    command: 'decideImposition',
    service: 'resolution',
    by: 'executive',
    path: 'resolution/imposition/decision',
    reading: 'resolution',
    body: { decision: 'APPROVE' },
    acceptedIn: [],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE NOTHING_PROPOSED': [
        'DETERMINED',
        'RESOLUTION_DRAFTED',
        'PENDING_APPROVAL',
        'REMEDY_IN_PROGRESS',
        'RESOLVED',
        'SUSPENDED',
        'CLOSED',
      ],
      'blocked NOTHING_PROPOSED': ['RESOLUTION_OFFERED'],
    },
  },
  {
    command: 'executeRemedy',
    service: 'resolution',
    by: 'finance',
    path: 'resolution/remedies/{remedyId}/execution',
    upload: { note: 'Paid' },
    acceptedIn: ['REMEDY_IN_PROGRESS'],
    refused: {
      'not-found': ['DETERMINED', ...NEVER_DETERMINED],
      'blocked WRONG_STATE NO_RECORDED_CONSENT REMEDY_NOT_EXECUTABLE': [
        'RESOLUTION_DRAFTED',
        'PENDING_APPROVAL',
        'RESOLUTION_OFFERED',
        'SUSPENDED',
      ],
      'blocked WRONG_STATE REMEDY_NOT_EXECUTABLE': ['RESOLVED', 'CLOSED'],
    },
  },
  {
    command: 'recordFollowUp',
    service: 'resolution',
    by: 'caller',
    path: 'resolution/follow-ups',
    reading: 'resolution',
    body: { result: 'SUCCESS', satisfaction: 5 },
    acceptedIn: ['RESOLVED'],
    refused: {
      'not-found': NEVER_DETERMINED,
      'blocked WRONG_STATE': [
        'DETERMINED',
        'RESOLUTION_DRAFTED',
        'PENDING_APPROVAL',
        'RESOLUTION_OFFERED',
        'REMEDY_IN_PROGRESS',
        'SUSPENDED',
        'CLOSED',
      ],
    },
  },
];
