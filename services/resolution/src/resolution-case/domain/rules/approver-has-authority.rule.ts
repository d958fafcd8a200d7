import type { CaseWorker, Obstacle } from '@redress/commands';
import { machines, REACH, type RoleCode } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

const isOfOrganisation = (role: RoleCode): boolean => REACH[role].includes('organisation');

/** Who may decide on the plan: the roles that the matrix names, on the line of the unit where they are no others'. */
export function deciders({ plan, resolution: { unitId } }: Pick<CaseSituation, 'plan' | 'resolution'>) {
  return (plan?.mayApprove ?? []).map((role) => (isOfOrganisation(role) ? { role } : { role, unit: unitId }));
}

/**
 * The authority matrix says which roles may approve what the plan costs (CA-06), and the access table whether a role does so
 * for its own line or for every unit. When the matrix names no role, no one may. A draft is not yet put before them.
 */
export function approverHasAuthority(
  situation: Pick<CaseSituation, 'plan' | 'resolution'>,
  worker: CaseWorker,
): Obstacle | undefined {
  const { plan, resolution } = situation;
  if (!plan || plan.status === machines.plan.state.DRAFT) return undefined;
  const isOne = (role: RoleCode): boolean =>
    worker.roles.includes(role) && (isOfOrganisation(role) || worker.isOver(resolution.unitId));
  if (plan.mayApprove.some(isOne)) return undefined;
  return { code: 'NO_AUTHORITY_TO_APPROVE', whoCan: deciders(situation) };
}
