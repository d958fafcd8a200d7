import type { CaseWorker, Obstacle } from '@redress/commands';
import { RULES } from '@redress/contracts';
import type { RemedyLineState } from '../remedy-line';
import type { CaseSituation } from '../resolution-case';

/** Who approved a remedy, or had it carried out without consent, does not carry it out (D7). */
export function executorIsNotTheApprover(
  { plan, offer }: Pick<CaseSituation, 'plan' | 'offer'>,
  { ownerUnitId }: RemedyLineState,
  worker: CaseWorker,
): Obstacle | undefined {
  if (plan?.approverId !== worker.id && offer?.imposedBy !== worker.id) return undefined;
  return {
    code: 'EXECUTOR_IS_APPROVER',
    whoCan: [
      ...RULES.worksForUnit.map((role) => ({ role, unit: ownerUnitId })),
      ...RULES.executesForEveryUnit.map((role) => ({ role })),
    ],
  };
}
