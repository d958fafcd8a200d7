import type { Obstacle } from '@redress/commands';
import type { CaseSituation } from '../resolution-case';

/** No remedy runs without recorded consent (D6, RM-09). */
export function consentComesBeforeExecution({ hasConsent }: Pick<CaseSituation, 'hasConsent'>): Obstacle | undefined {
  return hasConsent ? undefined : { code: 'NO_RECORDED_CONSENT' };
}
