import { NotFound, type CaseWorker, type Obstacle } from '@redress/commands';
import type { RemedyLineState } from './domain/remedy-line';
import type { CaseSituation } from './domain/resolution-case';

/**
 * The obstacles to a command on one remedy of the plan.
 * @throws NotFound when the plan has no such remedy
 */
export function onRemedy(
  remedyId: string,
  obstacles: (situation: CaseSituation, line: RemedyLineState, worker: CaseWorker) => Obstacle[],
): (situation: CaseSituation, worker: CaseWorker) => Obstacle[] {
  return (situation, worker) => {
    const line = situation.plan?.remedies.find((remedy) => remedy.remedyId === remedyId);
    if (!line) throw new NotFound('remedy');
    return obstacles(situation, line, worker);
  };
}
