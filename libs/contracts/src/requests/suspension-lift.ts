import { STATE, STATES } from '../custody/states';
import { suspensionLiftRequested } from '../events/suspension-lift-requested';
import { suspensionLifted } from '../events/suspension-lifted';
import { defineRequest, granted, refusalIn, refused, type Grantor } from './define-request';

const backToWhereItWas: Grantor = ({ state, suspendedFrom }) => {
  if (state === STATE.SUSPENDED) return granted({}, suspendedFrom);
  return refused(STATES[state].ended ? refusalIn(state) : 'NOT_SUSPENDED');
};

/** The matter need not rest any longer: it goes on where it stood (T35). */
export const suspensionLift = defineRequest({
  kind: 'SUSPENSION_LIFT',
  asks: suspensionLiftRequested,
  grants: [suspensionLifted],
  askedBy: { staff: ['LEGAL_COUNSEL'], complainants: false },
  grantors: { routing: backToWhereItWas, investigation: backToWhereItWas, resolution: backToWhereItWas },
  letter: 'SUSPENSION_LIFT',
  refusalLetter: null,
});
