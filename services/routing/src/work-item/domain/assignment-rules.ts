import type { Directory } from '@redress/access';
import { callerHasRole, obstaclesOf, type Obstacle } from '@redress/commands';
import { ACCESS, holdsOneOf, STATE, STATES } from '@redress/contracts';
import { complaintIsOpen } from './command-rules';
import type { Reader } from './reader';
import { leadsDispatching, managesFor } from './responsible-owner';
import type { WorkItem } from './work-item';

/** How often units may return a complaint in one handling (T11). */
export const MOST_RETURNS = 2;

function isAssigned({ now }: WorkItem): Obstacle | undefined {
  if (now.state === STATE.ASSIGNED) return undefined;
  return { code: 'WRONG_STATE', params: { state: now.state, needed: STATE.ASSIGNED } };
}

function callerManages({ now }: WorkItem, caller: Reader, directory: Directory): Obstacle | undefined {
  const { unitId } = now;
  if (unitId === null || managesFor(directory, caller, unitId)) return undefined;
  return { code: 'NOT_MANAGER_OF_UNIT', params: { unitId }, whoCan: [{ role: 'UNIT_MANAGER', unit: unitId }] };
}

function assignmentIsOpen({ now }: WorkItem): Obstacle | undefined {
  return now.isFinal ? { code: 'ASSIGNMENT_FINAL' } : undefined;
}

function returnsAreLeft({ now }: WorkItem): Obstacle | undefined {
  if (now.returns < MOST_RETURNS) return undefined;
  return { code: 'RETURNS_USED_UP', params: { returns: now.returns } };
}

/** Why the unit may not give the complaint back (T11). */
export function returnObstacles(item: WorkItem, caller: Reader, directory: Directory): Obstacle[] {
  const wrongState = isAssigned(item);
  const final = assignmentIsOpen(item);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.returnAssignment),
    wrongState,
    ...(wrongState ? [] : [callerManages(item, caller, directory), final ?? returnsAreLeft(item)]),
  );
}

/** Why who dispatches may not take the complaint back (T11). */
export function takeBackObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  return obstaclesOf(callerHasRole(caller, ACCESS.routing.takeBackAssignment), isAssigned(item));
}

/** Why the unit may not have the assignment decided above the dispatcher: only where it can return it no more (T11). */
export function disputeObstacles(item: WorkItem, caller: Reader, directory: Directory, isAsked: boolean): Obstacle[] {
  const wrongState = isAssigned(item);
  if (wrongState) return obstaclesOf(callerHasRole(caller, ACCESS.routing.disputeAssignment), wrongState);
  const { returns } = item.now;
  const left: Obstacle | undefined =
    returns < MOST_RETURNS ? { code: 'RETURNS_LEFT', params: { returns, most: MOST_RETURNS } } : undefined;
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.disputeAssignment),
    callerManages(item, caller, directory),
    assignmentIsOpen(item) ?? left,
    isAsked ? { code: 'APPROVAL_OPEN' } : undefined,
  );
}

/** Why a person may not decide about a disputed assignment. @param proposerId who asked; undefined when no one did */
export function decisionObstacles(
  item: WorkItem,
  caller: Reader,
  directory: Directory,
  proposerId: string | undefined,
): Obstacle[] {
  const wrongState = isAssigned(item);
  if (wrongState) return obstaclesOf(callerHasRole(caller, ACCESS.routing.decideAssignment), wrongState);
  const { assignedBy, receivingUnit } = item.now;
  const dispatchedIn = (assignedBy === null ? undefined : directory.person(assignedBy)?.unitId) ?? receivingUnit;
  const notAbove: Obstacle | undefined = leadsDispatching(directory, caller, item.now)
    ? undefined
    : {
        code: 'NOT_THE_SUPERVISOR',
        params: { unitId: dispatchedIn },
        whoCan: [{ role: 'UNIT_MANAGER', unit: dispatchedIn }],
      };
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.decideAssignment),
    notAbove,
    proposerId === undefined ? { code: 'NOTHING_PROPOSED' } : undefined,
    proposerId === caller.id ? { code: 'DECIDER_NOT_INDEPENDENT' } : undefined,
  );
}

/** Whether a unit has accepted the complaint and it is still worked on. */
export function isAccepted({ now, isOpen }: WorkItem): boolean {
  return isOpen && now.unitId !== null && STATES[now.state].holder !== 'routing' && now.state !== STATE.SUSPENDED;
}

/** Why unit and handler may not be changed by this caller at all. */
export function changeObstacles(item: WorkItem, caller: Reader, directory: Directory): Obstacle[] {
  const { state, unitId, handlerId } = item.now;
  if (state !== STATE.ASSIGNED && !isAccepted(item)) {
    return obstaclesOf(
      callerHasRole(caller, ACCESS.routing.changeAssignment),
      complaintIsOpen(item) ?? { code: 'NOT_ACCEPTED_YET', params: { state } },
    );
  }
  const mayAtAll =
    holdsOneOf(caller.roles, ACCESS.routing.takeBackAssignment) ||
    (unitId !== null && managesFor(directory, caller, unitId)) ||
    standsInFor(directory, caller.id, handlerId);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.changeAssignment),
    mayAtAll
      ? undefined
      : { code: 'NOT_MANAGER_OF_UNIT', params: { unitId: unitId ?? '' }, whoCan: whoChanges(unitId) },
  );
}

/**
 * Why unit and handler may not become these: who dispatches gives it to anybody, a manager to people of the units under
 * them, a deputy of the handler to themselves.
 */
export function changeToObstacles(
  item: WorkItem,
  caller: Reader,
  directory: Directory,
  to: { readonly unitId: string; readonly handlerId: string | null },
): Obstacle[] {
  const { unitId, handlerId } = item.now;
  const isSame = to.unitId === unitId && to.handlerId === handlerId;
  const may =
    holdsOneOf(caller.roles, ACCESS.routing.takeBackAssignment) ||
    (unitId !== null && managesFor(directory, caller, unitId) && managesFor(directory, caller, to.unitId)) ||
    (standsInFor(directory, caller.id, handlerId) && to.handlerId === caller.id && to.unitId === unitId);
  return obstaclesOf(
    isSame ? { code: 'NOTHING_CHANGES' } : undefined,
    may ? undefined : { code: 'MAY_NOT_MOVE_IT', params: { unitId: to.unitId }, whoCan: whoChanges(unitId) },
  );
}

function standsInFor(directory: Directory, deputy: string, handlerId: string | null): boolean {
  return handlerId !== null && directory.isDeputyOf(deputy, handlerId);
}

function whoChanges(unitId: string | null): NonNullable<Obstacle['whoCan']> {
  return [{ role: 'DISPATCHER' }, ...(unitId === null ? [] : [{ role: 'UNIT_MANAGER' as const, unit: unitId }])];
}
