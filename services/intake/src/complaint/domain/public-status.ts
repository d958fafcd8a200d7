import type { ComplaintState } from '@redress/contracts';

/** What a complainant is told about the state of the case. */
export const PUBLIC_STATUSES = {
  RECEIVED: { zh: '已收到', en: 'Received' },
  LOOKING_INTO: { zh: '正在核查', en: 'Looking into it' },
  WAITING_FOR_YOU: { zh: '等待您补充', en: 'Waiting for you' },
  ANSWER_READY: { zh: '已有方案', en: 'Answer ready' },
  CARRYING_OUT: { zh: '正在落实', en: 'Carrying it out' },
  FINISHED: { zh: '已办结', en: 'Finished' },
  PASSED_ON: { zh: '已转交', en: 'Passed on' },
} as const;

export type PublicStatus = keyof typeof PUBLIC_STATUSES;

const STATUS_OF: Readonly<Record<ComplaintState, PublicStatus>> = {
  DRAFT: 'RECEIVED',
  REGISTERED: 'RECEIVED',
  UNDER_ASSESSMENT: 'LOOKING_INTO',
  ASSIGNED: 'LOOKING_INTO',
  UNDER_INVESTIGATION: 'LOOKING_INTO',
  AWAITING_COMPLAINANT: 'WAITING_FOR_YOU',
  AWAITING_THIRD_PARTY: 'LOOKING_INTO',
  DETERMINED: 'LOOKING_INTO',
  RESOLUTION_DRAFTED: 'LOOKING_INTO',
  PENDING_APPROVAL: 'LOOKING_INTO',
  RESOLUTION_OFFERED: 'ANSWER_READY',
  REMEDY_IN_PROGRESS: 'CARRYING_OUT',
  RESOLVED: 'FINISHED',
  UNDER_REVIEW: 'LOOKING_INTO',
  EXTERNAL_DISPUTE: 'LOOKING_INTO',
  SUSPENDED: 'LOOKING_INTO',
  CLOSED: 'FINISHED',
  NOT_ACCEPTED: 'FINISHED',
  REFERRED: 'PASSED_ON',
  MERGED: 'FINISHED',
  WITHDRAWN: 'FINISHED',
  VOIDED: 'FINISHED',
};

/** The public word for a state. */
export function publicStatusOf(state: ComplaintState): PublicStatus {
  return STATUS_OF[state];
}
