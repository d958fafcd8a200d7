import type { Obstacle } from '@redress/commands';
import { clarifies, needNoConsent } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

/** Whether a plan pays, delivers or takes back, so that a complainant is asked (D6). */
export function asksForConsent({ plan }: Pick<CaseSituation, 'plan'>): boolean {
  return !needNoConsent((plan?.remedies ?? []).map(({ type }) => type));
}

/**
 * Only what neither pays, delivers nor takes back is told without asking; a decision on an unfounded complaint comes with a
 * visit or a public notice (T41, D6, CM-06). Where there is no complainant no one is asked, whatever the plan.
 */
export function planIsToldNotAsked({
  isWithoutComplainant,
  plan,
  resolution: { verdict },
}: Pick<CaseSituation, 'isWithoutComplainant' | 'plan' | 'resolution'>): Obstacle | undefined {
  if (isWithoutComplainant) return undefined;
  if (asksForConsent({ plan })) return { code: 'PLAN_NEEDS_CONSENT' };
  return verdict === 'INVALID' && !plan?.remedies.some(({ type }) => clarifies(type))
    ? { code: 'CLARIFICATION_MISSING' }
    : undefined;
}
