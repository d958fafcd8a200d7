import { STATE, STATES, type ComplaintState } from '../custody/states';
import { expiryRequested } from '../events/expiry-requested';
import { investigationResumed } from '../events/investigation-resumed';
import { offerLapsed } from '../events/offer-lapsed';
import { defineRequest, granted, refusalIn, refused, type Grantor } from './define-request';

/** The holder goes on without an answer, if it still waits for the one that the clock is about. */
const whileAwaited =
  (state: ComplaintState, to?: ComplaintState): Grantor =>
  ({ state: now, facts: { awaited } }) => {
    if (now === STATE.SUSPENDED || STATES[now].ended) return refused(refusalIn(now));
    if (awaited?.isAnswered) return refused('ALREADY_ANSWERED');
    return now === state && awaited ? granted(awaited.named, to) : refused('NOT_AWAITED');
  };

/** A clock that waits for the complainant has run out; routing asks, once a run and due time (contracts, section 2; T13, T25). */
export const expiry = defineRequest({
  kind: 'EXPIRY',
  asks: expiryRequested,
  grants: [offerLapsed, investigationResumed],
  askedBy: { staff: [], complainants: false },
  grantors: {
    investigation: whileAwaited(STATE.AWAITING_COMPLAINANT, STATE.UNDER_INVESTIGATION),
    resolution: whileAwaited(STATE.RESOLUTION_OFFERED),
  },
  refusalLetter: null,
});
