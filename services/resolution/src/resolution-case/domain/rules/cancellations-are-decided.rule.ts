import type { CaseWorker, Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { Proposal } from '../proposal';
import type { ResolutionCase } from '../resolution-case';

/**
 * A remedy to whose cancellation the complainant agreed is cancelled by an approver of the line, any other by an executive
 * (T27, T42).
 */
export function cancellationsAreDecided(
  proposal: Proposal | undefined,
  { unitId }: Pick<ResolutionCase, 'unitId'>,
  worker: CaseWorker,
): Obstacle | undefined {
  if (holdsOneOf(worker.roles, RULES.decidesWithoutConsent)) return undefined;
  const hasConsent = proposal === undefined || proposal.contactId !== null;
  if (hasConsent && holdsOneOf(worker.roles, RULES.decidesCancellations) && worker.isOver(unitId)) return undefined;
  return {
    code: 'NOT_A_DECIDER_OF_CANCELLATIONS',
    whoCan: [
      ...(hasConsent ? RULES.decidesCancellations.map((role) => ({ role, unit: unitId })) : []),
      ...RULES.decidesWithoutConsent.map((role) => ({ role })),
    ],
  };
}
