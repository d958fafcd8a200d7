import type { CaseWorker, Obstacle } from '@redress/commands';
import type { ParticipantPart } from '@redress/contracts';
import { firstPartTaken } from '../parts-taken';
import type { CaseSituation } from '../resolution-case';
import { deciders } from './approver-has-authority.rule';

/** A deputy who stood in for the handler counts like the handler. */
const RULED_OUT: readonly ParticipantPart[] = ['DRAFTER', 'HANDLER', 'DEPUTY', 'INVESTIGATOR'];

/** Four eyes: a person who drafted, handled or investigated in any round or revision does not approve (D7, CA-05, PM-07). */
export function approverIsIndependent(
  situation: Pick<CaseSituation, 'resolution' | 'plan' | 'participants'>,
  worker: CaseWorker,
): Obstacle | undefined {
  if (!situation.plan) return undefined;
  const part = firstPartTaken(worker.id, situation, RULED_OUT);
  if (!part) return undefined;
  return { code: 'APPROVER_NOT_INDEPENDENT', params: { part }, whoCan: deciders(situation) };
}
