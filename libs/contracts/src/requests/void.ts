import { voidRequested } from '../events/void-requested';
import { complaintVoided } from '../events/voided';
import { transitionById } from '../custody/transitions';
import { defineRequest, granted, refusalIn, refused } from './define-request';

const { from } = transitionById('T36');

/** The complaint was registered by mistake, and no unit has taken it up yet (T36). */
export const voiding = defineRequest({
  kind: 'VOID',
  asks: voidRequested,
  grants: [complaintVoided],
  askedBy: { staff: ['UNIT_MANAGER', 'DISPATCHER'], complainants: false },
  grantors: {
    routing: ({ state, fields: { reason } }) =>
      from.includes(state) ? granted({ reason }) : refused(refusalIn(state)),
  },
  letter: 'VOID',
  refusalLetter: null,
  closure: 'ADMINISTRATIVE',
});
