import type { Obstacle } from '@redress/commands';
import type { CaseSituation } from '../resolution-case';

/**
 * Below the limit of the pack, on a case without flags, the drafter offers without an approval; that an offer is the last
 * one is never decided alone (T21).
 * @param isBelowLimit whether all that the plan costs stays within what needs no approval
 */
export function offerNeedsNoApproval(
  { plan, flags }: Pick<CaseSituation, 'plan' | 'flags'>,
  isBelowLimit: boolean,
): Obstacle[] {
  const obstacles: Obstacle[] = [];
  if (!isBelowLimit) obstacles.push({ code: 'ABOVE_LIMIT_WITHOUT_APPROVAL' });
  if (flags.length > 0) obstacles.push({ code: 'FLAG_NEEDS_APPROVAL', params: { flags: flags.join(',') } });
  if (plan?.isFinal) obstacles.push({ code: 'FINAL_OFFER_NEEDS_APPROVAL' });
  return obstacles;
}
