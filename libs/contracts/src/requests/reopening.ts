import { STATE } from '../custody/states';
import { transitionById } from '../custody/transitions';
import { complaintReopened } from '../events/reopened';
import { reopeningRequested } from '../events/reopening-requested';
import { defineRequest, granted, refusalIn, refused, type Grantor } from './define-request';

const { from } = transitionById('T30');

const withinTheWindow: Grantor = ({ state, fields, requestedAt, reopenCount, unitId, handlerId, facts }) => {
  if (!from.includes(state)) return refused(refusalIn(state));
  const { reopenableUntil } = facts;
  const isInTime = reopenableUntil !== undefined && requestedAt.getTime() <= reopenableUntil.getTime();
  if (!isInTime && fields['newEvidence'] !== true)
    return refused(state === STATE.MERGED ? 'MERGE_STANDS' : 'WINDOW_OVER');
  return granted({ reopenCount: reopenCount + 1, unitId, handlerId });
};

/**
 * A complaint that has ended is handled again (T30), or one that was merged is handled on its own again. The window is
 * counted from its end; outside of it intake registers a new complaint that is linked to the one that has ended, unless a
 * supervisor has new evidence. A merge stands then.
 */
export const reopening = defineRequest({
  kind: 'REOPENING',
  asks: reopeningRequested,
  grants: [complaintReopened],
  askedBy: {
    staff: ['FRONTLINE', 'INTAKE_OFFICER', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST', 'UNIT_MANAGER', 'DISPATCHER'],
    complainants: true,
    fieldsFor: { newEvidence: ['UNIT_MANAGER', 'DISPATCHER'] },
  },
  grantors: { routing: withinTheWindow, investigation: withinTheWindow, resolution: withinTheWindow },
  letter: 'REOPENING',
  refusalLetter: 'REQUEST_REFUSED',
});
