import { obstaclesOf, type CaseWorker, type Obstacle } from '@redress/commands';
import {
  DETERMINED_OR_LATER,
  holdsOneOf,
  machines,
  RULES,
  STATE,
  type ClosureCode,
  type ComplaintState,
  type DisputeOutcome,
} from '@redress/contracts';
import { OWED_REMEDY_STATES } from './remedy-line';
import type { CaseSituation } from './resolution-case';
import { isInState } from './review-commands';
import type { StandingLesson } from '../../dispute/domain/dispute';

/**
 * States in which no decision was told yet: the handling has to go on. So it has where what was agreed was objected to
 * meanwhile, and with it the only decision.
 */
const UNDECIDED: readonly ComplaintState[] = [
  STATE.DETERMINED,
  STATE.RESOLUTION_DRAFTED,
  STATE.PENDING_APPROVAL,
  STATE.REMEDY_IN_PROGRESS,
];

/** Why no dispute can be opened now (T32). */
export function obstaclesToOpenDispute({ complaintState }: CaseSituation): Obstacle[] {
  return obstaclesOf(isInState(complaintState, ...DETERMINED_OR_LATER));
}

/** Why no award can be recorded now (T33). */
export function obstaclesToRecordAward({ complaintState }: CaseSituation): Obstacle[] {
  return obstaclesOf(isInState(complaintState, STATE.EXTERNAL_DISPUTE));
}

/** Why this person may not write down what was learned. */
export function obstaclesToRecordLesson({ state, unitId }: StandingLesson, worker: CaseWorker): Obstacle[] {
  const isOwn = holdsOneOf(worker.roles, RULES.learnsForUnit) && worker.isOver(unitId);
  return obstaclesOf(
    isOwn
      ? undefined
      : {
          code: 'NOT_OWNER_OF_THE_LESSON',
          params: { unitId },
          whoCan: RULES.learnsForUnit.map((role) => ({ role, unit: unitId })),
        },
    state === machines.lesson.state.OPEN ? undefined : { code: 'LESSON_LEARNED' },
  );
}

/**
 * Whether a plan may, or has to, follow: what was awarded is carried out, what was agreed is not dropped, and a complaint on
 * which nothing was decided goes on when the dispute was given up.
 */
export function mayBind(
  outcome: DisputeOutcome,
  { dispute, plan }: Pick<CaseSituation, 'dispute' | 'plan'>,
): boolean[] {
  const isAgreed = plan?.remedies.some(({ state }) => OWED_REMEDY_STATES.includes(state)) ?? false;
  switch (outcome) {
    case 'FOR_COMPLAINANT':
    case 'PARTLY_FOR_COMPLAINANT':
      return [true];
    case 'SETTLED':
      return isAgreed ? [true] : [true, false];
    case 'FOR_COMPANY':
      return [isAgreed];
    case 'DISCONTINUED':
      return [isAgreed || UNDECIDED.includes(dispute?.openedFrom ?? STATE.CLOSED)];
  }
}

/** How the case is closed where nothing is to be done. */
export function closedBy(outcome: DisputeOutcome, closedAs: ClosureCode | null): ClosureCode {
  if (outcome === 'SETTLED') return 'RESOLVED_NEUTRAL';
  if (outcome === 'DISCONTINUED' && closedAs) return closedAs;
  return 'RESOLVED_DISSATISFIED_EXHAUSTED';
}
