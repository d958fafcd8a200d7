import type { Holder } from './services';

export interface StateDefinition {
  readonly zh: string;
  readonly en: string;
  /** Who holds a complaint in this state; `granter` = it stays with the service that granted the request. */
  readonly holder: Holder | 'intake' | 'granter';
  /** Neither open for work nor for requests: every request is refused with `ALREADY_ENDED`. */
  readonly ended: boolean;
}

/** The states of a complaint and who holds it in each (domain reference 2.1, architecture section 2). */
export const STATES = {
  DRAFT: { zh: '草稿', en: 'Draft', holder: 'intake', ended: false },
  REGISTERED: { zh: '已登记', en: 'Registered', holder: 'routing', ended: false },
  UNDER_ASSESSMENT: { zh: '初步评估', en: 'Under assessment', holder: 'routing', ended: false },
  ASSIGNED: { zh: '已分派', en: 'Assigned', holder: 'routing', ended: false },
  UNDER_INVESTIGATION: { zh: '调查中', en: 'Under investigation', holder: 'investigation', ended: false },
  AWAITING_COMPLAINANT: { zh: '待投诉人回复', en: 'Awaiting complainant', holder: 'investigation', ended: false },
  AWAITING_THIRD_PARTY: { zh: '待第三方', en: 'Awaiting third party', holder: 'investigation', ended: false },
  DETERMINED: { zh: '已判定', en: 'Determined', holder: 'resolution', ended: false },
  RESOLUTION_DRAFTED: { zh: '方案拟定', en: 'Resolution drafted', holder: 'resolution', ended: false },
  PENDING_APPROVAL: { zh: '方案审批中', en: 'Pending approval', holder: 'resolution', ended: false },
  RESOLUTION_OFFERED: { zh: '待客户确认', en: 'Resolution offered', holder: 'resolution', ended: false },
  REMEDY_IN_PROGRESS: { zh: '方案执行中', en: 'Remedy in progress', holder: 'resolution', ended: false },
  RESOLVED: { zh: '已解决', en: 'Resolved', holder: 'resolution', ended: false },
  UNDER_REVIEW: { zh: '内部复核', en: 'Under review', holder: 'resolution', ended: false },
  EXTERNAL_DISPUTE: { zh: '外部争议处理', en: 'External dispute', holder: 'resolution', ended: false },
  SUSPENDED: { zh: '中止', en: 'Suspended', holder: 'granter', ended: false },
  CLOSED: { zh: '已结案', en: 'Closed', holder: 'resolution', ended: true },
  NOT_ACCEPTED: { zh: '不予受理', en: 'Not accepted', holder: 'routing', ended: true },
  REFERRED: { zh: '已转送', en: 'Referred', holder: 'routing', ended: true },
  MERGED: { zh: '已并案', en: 'Merged', holder: 'granter', ended: true },
  WITHDRAWN: { zh: '已撤诉', en: 'Withdrawn', holder: 'granter', ended: true },
  VOIDED: { zh: '已作废', en: 'Voided', holder: 'granter', ended: true },
} as const satisfies Record<string, StateDefinition>;

export type ComplaintState = keyof typeof STATES;

export const COMPLAINT_STATES = Object.keys(STATES) as ComplaintState[];

/** Each state by its name, to write it in code and SQL. */
export const STATE = Object.fromEntries(COMPLAINT_STATES.map((state) => [state, state])) as {
  readonly [S in ComplaintState]: S;
};

/** States that nothing leads out of but a reopening; see `ended` of {@link STATES}. */
export const ENDED_STATES: readonly ComplaintState[] = COMPLAINT_STATES.filter((state) => STATES[state].ended);

/** "Any open" of the transition table: every state but DRAFT, SUSPENDED and the ended ones. */
export const OPEN_STATES: readonly ComplaintState[] = COMPLAINT_STATES.filter(
  (state) => state !== 'DRAFT' && state !== 'SUSPENDED' && !STATES[state].ended,
);

/** "≥ DETERMINED" of T32, in the order of the lifecycle. */
export const DETERMINED_OR_LATER: readonly ComplaintState[] = [
  'DETERMINED',
  'RESOLUTION_DRAFTED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
  'UNDER_REVIEW',
  'CLOSED',
];

/** Withdrawal and merge are refused from here on: a remedy is being executed or was (architecture 3.3). */
export const REMEDY_EXECUTION_STATES: readonly ComplaintState[] = [
  'REMEDY_IN_PROGRESS',
  'RESOLVED',
  'UNDER_REVIEW',
  'EXTERNAL_DISPUTE',
];
