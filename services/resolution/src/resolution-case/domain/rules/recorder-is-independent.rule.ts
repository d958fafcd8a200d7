import type { CaseWorker, Obstacle } from '@redress/commands';
import { ACCESS, type ParticipantPart } from '@redress/contracts';
import { firstPartTaken } from '../parts-taken';
import type { CaseSituation } from '../resolution-case';
import { onlyTheOwnerExecutes } from './only-the-owner-executes.rule';

const RULED_OUT: readonly ParticipantPart[] = ['DRAFTER', 'APPROVER', 'EXECUTOR', 'CALLER'];

const OTHERS = ACCESS.resolution.recordAnswer.map((role) => ({ role }));

/**
 * What a complainant answers is written down by a person who gains nothing by it: neither drafter nor approver, nor who carries
 * a remedy out, nor who asks afterwards (RM-08, D7).
 */
export function recorderIsIndependent(
  situation: Pick<CaseSituation, 'resolution' | 'plan' | 'participants'>,
  worker: CaseWorker,
): Obstacle | undefined {
  const part = firstPartTaken(worker.id, situation, RULED_OUT);
  if (part) return { code: 'RECORDER_NOT_INDEPENDENT', params: { part }, whoCan: OTHERS };
  const own = situation.plan?.remedies.find((line) => onlyTheOwnerExecutes(line, worker) === undefined);
  return own && { code: 'RECORDER_OWNS_A_REMEDY', params: { unitId: own.ownerUnitId }, whoCan: OTHERS };
}
