import type { CaseWorker, Obstacle } from '@redress/commands';
import { ACCESS, type ParticipantPart } from '@redress/contracts';
import { firstPartTaken } from '../parts-taken';
import type { CaseSituation } from '../resolution-case';

const RULED_OUT: readonly ParticipantPart[] = [
  'HANDLER',
  'DEPUTY',
  'INVESTIGATOR',
  'DRAFTER',
  'APPROVER',
  'RECORDER',
  'EXECUTOR',
  'REVIEWER',
];

/** A person who worked on the case in any round or revision does not ask whether it was done well (D7, FU-08, PM-07). */
export function followUpCallerIsIndependent(
  situation: Pick<CaseSituation, 'resolution' | 'plan' | 'participants'>,
  worker: CaseWorker,
): Obstacle | undefined {
  const part = firstPartTaken(worker.id, situation, RULED_OUT);
  if (!part) return undefined;
  return {
    code: 'CALLER_NOT_INDEPENDENT',
    params: { part },
    whoCan: ACCESS.resolution.recordFollowUp.map((role) => ({ role })),
  };
}
