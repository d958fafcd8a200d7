import type { Obstacle } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

const { ACCEPTED, IMPOSED } = machines.offer.state;

/**
 * No remedy runs without recorded consent to just this revision, a recorded exception, or the decision that it needs none
 * (D6, RM-09, PM-06).
 */
export function consentComesBeforeExecution({
  plan,
  offer,
}: Pick<CaseSituation, 'plan' | 'offer'>): Obstacle | undefined {
  if (plan?.toldAt) return undefined;
  return offer?.state === ACCEPTED || offer?.state === IMPOSED ? undefined : { code: 'NO_RECORDED_CONSENT' };
}
