import { OPEN_STATES, REMEDY_EXECUTION_STATES, STATE, type ComplaintState } from '../custody/states';
import { complaintMerged } from '../events/merged';
import { mergeRequested } from '../events/merge-requested';
import { defineRequest, granted, refusalIn, refused, type Grantor } from './define-request';

/** The open states of a complaint of which no offer is out and none was accepted: only then it merges, or takes a party. */
export const BEFORE_AN_OFFER: readonly ComplaintState[] = OPEN_STATES.filter(
  (state) => state !== STATE.RESOLUTION_OFFERED && !REMEDY_EXECUTION_STATES.includes(state),
);

/** Nothing that was offered or done for one complainant is taken back by joining two complaints (contracts, section 2). */
const beforeAnOffer: Grantor = ({ state, fields: { primaryId }, facts }) => {
  if (!OPEN_STATES.includes(state)) return refused(refusalIn(state));
  if (facts.remedyBegan || REMEDY_EXECUTION_STATES.includes(state)) return refused('REMEDY_IN_EXECUTION');
  return facts.offerIsOut || state === STATE.RESOLUTION_OFFERED ? refused('OFFER_IS_OUT') : granted({ primaryId });
};

/** Two complaints are about the same matter: this one is handled with the other one from then on (T7). */
export const merge = defineRequest({
  kind: 'MERGE',
  asks: mergeRequested,
  grants: [complaintMerged],
  askedBy: { staff: ['TRIAGE_OFFICER', 'CASE_LEAD'], complainants: false },
  grantors: { routing: beforeAnOffer, investigation: beforeAnOffer, resolution: beforeAnOffer },
  letter: 'MERGE',
  refusalLetter: null,
  closure: 'MERGED',
});
