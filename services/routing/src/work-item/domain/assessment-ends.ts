import type { Directory } from '@redress/access';
import { callerHasRole, obstaclesOf, type Obstacle } from '@redress/commands';
import { ACCESS, STATE, type ComplaintKind } from '@redress/contracts';
import { handlesFor } from './handler-choice';
import type { Reader } from './reader';
import { managesFor } from './responsible-owner';
import type { Classification, WorkItem } from './work-item';

// Roads that end the assessment otherwise than by an assignment: T5, T6, T8.

const ANSWERED_KINDS: readonly ComplaintKind[] = ['ENQUIRY', 'SUGGESTION'];

function stateIsOneOf({ now }: WorkItem, needed: readonly string[]): Obstacle | undefined {
  if (needed.includes(now.state)) return undefined;
  return { code: 'WRONG_STATE', params: { state: now.state, needed: needed.join(', ') } };
}

function kindIsOneOf({ now }: WorkItem, needed: readonly ComplaintKind[]): Obstacle | undefined {
  const { kind } = now.classification;
  return needed.includes(kind) ? undefined : { code: 'WRONG_KIND', params: { kind, needed: needed.join(', ') } };
}

/** Who is complained about neither settles it nor turns it away. */
function isNotAbout({ now: { subjectStaffId } }: WorkItem, { id }: Reader): Obstacle | undefined {
  return subjectStaffId === id ? { code: 'CONFLICT_OF_INTEREST', params: { id } } : undefined;
}

/**
 * Why the complaint may not be resolved on the spot (T8).
 * @param classification as it will be
 */
export function summaryObstacles(
  item: WorkItem,
  caller: Reader,
  { severity, flags }: Pick<Classification, 'severity' | 'flags'> = item.now.classification,
): Obstacle[] {
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.summaryResolve),
    stateIsOneOf(item, [STATE.UNDER_ASSESSMENT]),
    kindIsOneOf(item, ['COMPLAINT']),
    isNotAbout(item, caller),
    severity === 'MINOR' ? undefined : { code: 'NOT_MINOR', params: { severity } },
    flags.includes('regulatoryReportable') ? { code: 'REPORTABLE' } : undefined,
  );
}

/** Why a question or suggestion may not be answered by this person (T8); what is assigned, only by people of the unit. */
export function answerObstacles(item: WorkItem, caller: Reader, directory: Directory): Obstacle[] {
  const { state, unitId, handlerId } = item.now;
  const isTheirs =
    state !== STATE.ASSIGNED ||
    unitId === null ||
    caller.id === handlerId ||
    handlesFor(directory.person(caller.id), unitId) ||
    managesFor(directory, caller, unitId);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.answerComplaint),
    stateIsOneOf(item, [STATE.UNDER_ASSESSMENT, STATE.ASSIGNED]),
    kindIsOneOf(item, ANSWERED_KINDS),
    isNotAbout(item, caller),
    isTheirs
      ? undefined
      : { code: 'ANOTHER_UNIT', params: { unitId }, whoCan: [{ role: 'UNIT_HANDLER', unit: unitId }] },
  );
}

/** Why this person may not propose now not to accept the complaint (T5): a question or suggestion is answered, never declined. */
export function declineObstacles(item: WorkItem, caller: Reader, isProposed: boolean): Obstacle[] {
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.proposeDecline),
    stateIsOneOf(item, [STATE.UNDER_ASSESSMENT]),
    kindIsOneOf(item, ['COMPLAINT']),
    isNotAbout(item, caller),
    isProposed ? { code: 'APPROVAL_OPEN' } : undefined,
  );
}

/** Why this person may not decide whether the complaint is accepted. @param proposerId undefined: nothing is proposed */
export function declineDecisionObstacles(item: WorkItem, caller: Reader, proposerId: string | undefined): Obstacle[] {
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.decideDecline),
    stateIsOneOf(item, [STATE.UNDER_ASSESSMENT]),
    isNotAbout(item, caller),
    proposerId === undefined ? { code: 'NOTHING_PROPOSED' } : undefined,
    proposerId === caller.id ? { code: 'DECIDER_NOT_INDEPENDENT' } : undefined,
  );
}

/** Why the complaint may not be referred to another organisation (T6). */
export function referralObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.referComplaint),
    stateIsOneOf(item, [STATE.UNDER_ASSESSMENT]),
    isNotAbout(item, caller),
  );
}
