import { z } from 'zod';
import { OPEN_STATES, STATE } from '../custody/states';
import { complaintSuspended } from '../events/suspended';
import { suspensionRequested } from '../events/suspension-requested';
import { defineRequest, granted, refusalIn, refused, type Grantor } from './define-request';

/** A suspension is looked at again after this time at the latest (T35). */
export const LONGEST_SUSPENSION_DAYS = 30;
const DAY_MS = 86_400_000;

const whileOpen: Grantor = ({ state, fields: { reviewBy }, requestedAt }) => {
  if (!OPEN_STATES.includes(state)) return refused(refusalIn(state));
  const afterMs = Date.parse(String(reviewBy)) - requestedAt.getTime();
  const isInTime = afterMs > 0 && afterMs <= LONGEST_SUSPENSION_DAYS * DAY_MS;
  return isInTime ? granted({ reviewBy }, STATE.SUSPENDED) : refused('REVIEW_DATE_OUT_OF_RANGE');
};

/** A court or an authority orders that the matter rests (T35, PR-06). */
export const suspension = defineRequest({
  kind: 'SUSPENSION',
  asks: suspensionRequested,
  grants: [complaintSuspended],
  askedBy: { staff: ['LEGAL_COUNSEL'], complainants: false },
  sealed: { orderReference: z.string().trim().min(1).max(120).describe('Reference of the order; kept sealed') },
  grantors: { routing: whileOpen, investigation: whileOpen, resolution: whileOpen },
  letter: 'SUSPENSION',
  refusalLetter: null,
});
