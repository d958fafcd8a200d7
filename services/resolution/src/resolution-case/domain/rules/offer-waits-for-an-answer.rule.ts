import type { Obstacle } from '@redress/commands';
import { machines, STATE } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

const { LAPSED, OPEN } = machines.offer.state;

/** An open offer takes every answer; a lapsed one takes an acceptance from before the lapse until its case is closed (T43). */
export function offerWaitsForAnAnswer({
  complaintState,
  offer,
  resolution,
}: Pick<CaseSituation, 'complaintState' | 'offer' | 'resolution'>): Obstacle | undefined {
  if (resolution.status !== machines.resolution.state.OPEN) return { code: 'NOTHING_TO_ANSWER' };
  if (complaintState === STATE.RESOLUTION_OFFERED && offer?.state === OPEN) return undefined;
  if (complaintState === STATE.RESOLVED && offer?.state === LAPSED) return undefined;
  return complaintState === STATE.RESOLUTION_OFFERED || complaintState === STATE.RESOLVED
    ? { code: 'NOTHING_TO_ANSWER' }
    : {
        code: 'WRONG_STATE',
        params: { state: complaintState, needed: [STATE.RESOLUTION_OFFERED, STATE.RESOLVED].join(',') },
      };
}
