import type { Obstacle } from '@redress/commands';
import type { CaseSituation } from '../resolution-case';

/** An offer needs a complainant who can answer it; a case of the enterprise itself has none (T20, T21). */
export function complainantIsThere({
  isWithoutComplainant,
}: Pick<CaseSituation, 'isWithoutComplainant'>): Obstacle | undefined {
  return isWithoutComplainant ? { code: 'NO_COMPLAINANT' } : undefined;
}
