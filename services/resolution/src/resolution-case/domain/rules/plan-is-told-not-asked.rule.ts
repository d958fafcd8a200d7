import type { Obstacle } from '@redress/commands';
import { clarifies, needNoConsent } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

/**
 * Only what neither pays, delivers nor takes back is told without asking; a decision on an unfounded complaint comes with a
 * visit or a public notice (T41, D6, CM-06).
 */
export function planIsToldNotAsked({
  plan,
  resolution: { verdict },
}: Pick<CaseSituation, 'plan' | 'resolution'>): Obstacle | undefined {
  const types = (plan?.remedies ?? []).map(({ type }) => type);
  if (!needNoConsent(types)) return { code: 'PLAN_NEEDS_CONSENT' };
  return verdict === 'INVALID' && !types.some(clarifies) ? { code: 'CLARIFICATION_MISSING' } : undefined;
}
