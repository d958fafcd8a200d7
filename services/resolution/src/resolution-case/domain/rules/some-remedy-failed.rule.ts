import type { Obstacle } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { PlanState } from '../resolution-plan';

/** What was agreed is negotiated anew only once a remedy has proved impossible (T42). */
export function someRemedyFailed(plan: Pick<PlanState, 'remedies'> | undefined): Obstacle | undefined {
  const { FAILED } = machines.remedyLine.state;
  return plan?.remedies.some(({ state }) => state === FAILED) ? undefined : { code: 'NO_REMEDY_FAILED' };
}
