import { STATE } from '../custody/states';
import { complaintWithdrawn } from '../events/withdrawn';
import { withdrawalRequested } from '../events/withdrawal-requested';
import { defineRequest, granted, grantedFrom, refused, type Grantor } from './define-request';

const fromAnyOpenState = grantedFrom('T34');

/** The move says whether life or health may be at stake, so that the case goes on inside. */
const whileOpen: Grantor = (situation) => {
  const answer = fromAnyOpenState(situation);
  return answer.isGranted && situation.facts.safetyCritical ? granted({ safetyCritical: true }) : answer;
};

/**
 * Nothing is taken back that was begun, whatever the state of the complaint, nor what a body outside still has before it
 * (contracts, section 2).
 */
const unlessItIsTooLate: Grantor = (situation) => {
  const answer = whileOpen(situation);
  if (!answer.isGranted) return answer;
  if (situation.facts.remedyBegan) return refused('REMEDY_IN_EXECUTION');
  return situation.state === STATE.EXTERNAL_DISPUTE ? refused('DISPUTE_OPEN') : answer;
};

/** The complainant no longer wants the complaint to be handled (architecture 3.3, T34). */
export const withdrawal = defineRequest({
  kind: 'WITHDRAWAL',
  asks: withdrawalRequested,
  grants: [complaintWithdrawn],
  askedBy: {
    staff: ['FRONTLINE', 'INTAKE_OFFICER', 'TRIAGE_OFFICER', 'INVESTIGATOR', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST'],
    complainants: true,
  },
  grantors: { routing: whileOpen, investigation: whileOpen, resolution: unlessItIsTooLate },
  letter: 'WITHDRAWAL',
  refusalLetter: 'REQUEST_REFUSED',
  leaves: true,
  closure: 'WITHDRAWN',
});
