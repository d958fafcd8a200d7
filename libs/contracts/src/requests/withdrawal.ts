import { REMEDY_EXECUTION_STATES } from '../custody/states';
import { complaintWithdrawn } from '../events/withdrawn';
import { withdrawalRequested } from '../events/withdrawal-requested';
import { defineRequest, grantedFrom, refused } from './define-request';

const whileOpen = grantedFrom('T34');

/** The complainant no longer wants the complaint to be handled (architecture 3.3, T34). */
export const withdrawal = defineRequest({
  kind: 'WITHDRAWAL',
  asks: withdrawalRequested,
  grants: complaintWithdrawn,
  askedBy: {
    staff: ['FRONTLINE', 'INTAKE_OFFICER', 'TRIAGE_OFFICER', 'INVESTIGATOR', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST'],
    complainants: true,
  },
  grantors: {
    routing: whileOpen,
    investigation: whileOpen,
    resolution: (situation) =>
      REMEDY_EXECUTION_STATES.includes(situation.state) ? refused('REMEDY_IN_EXECUTION') : whileOpen(situation),
  },
  letter: 'WITHDRAWAL',
  closure: 'WITHDRAWN',
});
