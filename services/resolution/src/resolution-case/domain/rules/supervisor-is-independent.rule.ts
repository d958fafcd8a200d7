import type { CaseWorker, Obstacle } from '@redress/commands';
import type { ParticipantPart } from '@redress/contracts';
import { firstPartTaken } from '../parts-taken';
import type { CaseSituation } from '../resolution-case';
import { reworkers } from './only-supervisors-order-rework.rule';

const RULED_OUT: readonly ParticipantPart[] = ['INVESTIGATOR', 'HANDLER', 'DEPUTY'];

/** Who investigated or handled the complaint in any round does not judge its determination (D7). */
export function supervisorIsIndependent(
  situation: Pick<CaseSituation, 'resolution' | 'plan' | 'participants'>,
  worker: CaseWorker,
): Obstacle | undefined {
  const part = firstPartTaken(worker.id, situation, RULED_OUT);
  if (!part) return undefined;
  return { code: 'SUPERVISOR_NOT_INDEPENDENT', params: { part }, whoCan: reworkers(situation.resolution.unitId) };
}
