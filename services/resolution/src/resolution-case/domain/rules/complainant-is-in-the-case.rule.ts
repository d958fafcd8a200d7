import type { Obstacle } from '@redress/commands';
import type { CaseSituation } from '../resolution-case';

/** Who has left a case of several complainants can no longer have it reviewed or disputed (T7, T24, T32). */
export function complainantIsInTheCase(
  { parties }: Pick<CaseSituation, 'parties'>,
  partyId: string,
): Obstacle | undefined {
  return parties.includes(partyId) ? undefined : { code: 'NO_LONGER_IN_THE_CASE' };
}
