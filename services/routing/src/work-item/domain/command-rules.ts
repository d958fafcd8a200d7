import type { Directory, DirectoryPerson } from '@redress/access';
import { callerHasRole, obstaclesOf, type Obstacle } from '@redress/commands';
import { ACCESS, holdsOneOf, RULES, STATE } from '@redress/contracts';
import type { CompiledPack } from '@redress/policy';
import { handlesFor } from './handler-choice';
import type { Reader } from './reader';
import type { OpenEscalation, WorkItem, WorkItemState } from './work-item';

function stateIs(item: WorkItem, state: WorkItemState['state']): Obstacle | undefined {
  return item.now.state === state
    ? undefined
    : { code: 'WRONG_STATE', params: { state: item.now.state, needed: state } };
}

/** Commands that any service's complaint takes need it to be open, and not suspended. */
export function complaintIsOpen(item: WorkItem): Obstacle | undefined {
  return item.isOpen && item.now.state !== STATE.SUSPENDED
    ? undefined
    : { code: 'NOT_OPEN', params: { state: item.now.state } };
}

/** A person as the handler of complaints of a unit: active, of this unit, in a role for it, with room for one more. */
export interface ProposedHandler {
  readonly id: string;
  readonly person: DirectoryPerson | undefined;
  /** Their load, this complaint included when it counts in it already. */
  readonly load: number;
}

function handlerIsActive({ id, person }: ProposedHandler): Obstacle | undefined {
  return person?.active && person.kind === 'STAFF'
    ? undefined
    : { code: 'HANDLER_NOT_ACTIVE', params: { handlerId: id } };
}

function handlerBelongsToUnit({ id, person }: ProposedHandler, unitId: string): Obstacle | undefined {
  const isManager = person?.unitId === unitId && holdsOneOf(person.roles, RULES.managesUnit);
  return handlesFor(person, unitId) || isManager
    ? undefined
    : {
        code: 'HANDLER_NOT_OF_UNIT',
        params: { handlerId: id, unitId },
        whoCan: [{ role: 'UNIT_HANDLER', unit: unitId }],
      };
}

function handlerHasCapacity({ id, person, load }: ProposedHandler, item: WorkItem): Obstacle | undefined {
  const others = item.now.loadOf === id ? load - 1 : load;
  const capacity = person?.capacity ?? 0;
  return others < capacity
    ? undefined
    : { code: 'CAPACITY_REACHED', params: { handlerId: id, load: others, capacity } };
}

/** Who is complained about, as a person or with their unit, does not handle it (T9). */
export function conflictOf(
  { now }: WorkItem,
  { handlerId, unitId }: { readonly handlerId: string | null; readonly unitId: string },
  directory: Pick<Directory, 'isWithin'>,
): Obstacle | undefined {
  const { subjectStaffId, subjectUnitId } = now;
  if (subjectStaffId !== null && subjectStaffId === handlerId) {
    return { code: 'CONFLICT_OF_INTEREST', params: { id: subjectStaffId } };
  }
  const isTheirs = subjectUnitId !== null && directory.isWithin(unitId, subjectUnitId);
  return isTheirs ? { code: 'CONFLICT_OF_INTEREST', params: { id: subjectUnitId } } : undefined;
}

function handlerCanTakeIt(
  handler: ProposedHandler,
  unitId: string,
  item: WorkItem,
  directory: Directory,
): (Obstacle | undefined)[] {
  const inactive = handlerIsActive(handler);
  return inactive
    ? [inactive]
    : [
        handlerBelongsToUnit(handler, unitId),
        handlerHasCapacity(handler, item),
        conflictOf(item, { handlerId: handler.id, unitId }, directory),
      ];
}

/** Why a person may not assess the complaint by hand (T9 after the rules could not, or after it was reopened). */
export function assessmentObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  return obstaclesOf(callerHasRole(caller, ACCESS.routing.assessComplaint), stateIs(item, STATE.UNDER_ASSESSMENT));
}

/** Why the complaint may not be assigned to this handler of this unit. */
export function assignmentObstacles(
  item: WorkItem,
  unitId: string,
  handler: ProposedHandler,
  directory: Directory,
): Obstacle[] {
  return obstaclesOf(...handlerCanTakeIt(handler, unitId, item, directory));
}

function callerMayAccept(
  item: WorkItem,
  caller: Reader,
  handler: ProposedHandler,
  directory: Directory,
): Obstacle | undefined {
  const { unitId, handlerId } = item.now;
  if (unitId === null) return undefined;
  const whoCan = [...(handlerId ? [{ person: handlerId }] : []), { role: 'UNIT_MANAGER' as const, unit: unitId }];
  const managesUnit =
    holdsOneOf(caller.roles, RULES.managesUnit) && caller.unitId !== null && directory.isWithin(unitId, caller.unitId);
  if (managesUnit) return undefined;
  const isForCaller = handler.id === caller.id;
  if (handlerId === null) {
    return isForCaller && caller.unitId === unitId
      ? undefined
      : { code: 'ANOTHER_UNIT', params: { unitId }, whoCan: [{ role: 'UNIT_HANDLER', unit: unitId }, ...whoCan] };
  }
  const standsIn = directory.isDeputyOf(caller.id, handlerId);
  const isAssignees = handler.id === handlerId && (isForCaller || standsIn);
  return isAssignees ? undefined : { code: 'NOT_THE_ASSIGNEE', params: { handlerId }, whoCan };
}

/** Why the unit may not accept the assignment for this handler now (T10). */
export function acceptanceObstacles(
  item: WorkItem,
  caller: Reader,
  handler: ProposedHandler,
  directory: Directory,
): Obstacle[] {
  const { unitId } = item.now;
  const wrongState = stateIs(item, STATE.ASSIGNED);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.acceptAssignment),
    wrongState,
    ...(wrongState || unitId === null
      ? []
      : [callerMayAccept(item, caller, handler, directory), ...handlerCanTakeIt(handler, unitId, item, directory)]),
  );
}

/** Why the classification may not be changed (T38). */
export function classificationObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  const notOpen = complaintIsOpen(item);
  const unassessed: Obstacle | undefined =
    !notOpen && item.now.assessedBy === null ? { code: 'NOT_ASSESSED', params: { state: item.now.state } } : undefined;
  return obstaclesOf(callerHasRole(caller, ACCESS.routing.reclassifyComplaint), notOpen, unassessed);
}

/** The level to which the pack's ladder lets a complaint rise. */
export function highestLevel(pack: CompiledPack): number {
  return pack.content.escalation.ladder.length;
}

/** Why the complaint may not be escalated to the level (T37). */
export function escalationObstacles(item: WorkItem, caller: Reader, pack: CompiledPack, level: number): Obstacle[] {
  const top = highestLevel(pack);
  const { level: now } = item.now;
  const notHigher: Obstacle | undefined =
    level > now ? undefined : { code: 'LEVEL_NOT_HIGHER', params: { level: now, asked: level } };
  const beyond: Obstacle | undefined = level > top ? { code: 'LADDER_ENDS', params: { highest: top } } : undefined;
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.escalateComplaint),
    complaintIsOpen(item),
    beyond ?? notHigher,
  );
}

/** How an escalation is answered by people. */
export type EscalationAct = 'ACT' | 'PASS_ON';

/**
 * Why this person may not answer the open escalation so (ES-03): it is for whom it names, for their deputy, and for those
 * who manage the same unit or one above it; at the top of the ladder it is not passed on.
 */
export function escalationAnswerObstacles(
  item: WorkItem,
  caller: Reader,
  { act, directory, pack }: { readonly act: EscalationAct; readonly directory: Directory; readonly pack: CompiledPack },
): Obstacle[] {
  const { openEscalation: open } = item.now;
  const top = highestLevel(pack);
  return obstaclesOf(
    complaintIsOpen(item),
    ...(open
      ? [
          mayAnswer(open, item, caller, directory)
            ? undefined
            : ({
                code: 'NOT_THE_TARGET',
                params: { level: open.level },
                ...(open.targetId ? { whoCan: [{ person: open.targetId }] } : {}),
              } as const),
          act === 'PASS_ON' && item.now.level >= top
            ? ({ code: 'LADDER_ENDS', params: { highest: top } } as const)
            : undefined,
        ]
      : [{ code: 'NOTHING_ESCALATED' } as const]),
  );
}

function mayAnswer({ targetId }: OpenEscalation, item: WorkItem, caller: Reader, directory: Directory): boolean {
  if (targetId !== null && (caller.id === targetId || directory.isDeputyOf(caller.id, targetId))) return true;
  if (holdsOneOf(caller.roles, RULES.leadsDispatchers)) return true;
  const unitId = (targetId !== null && directory.person(targetId)?.unitId) || item.queueUnit;
  return (
    holdsOneOf(caller.roles, RULES.managesUnit) && caller.unitId !== null && directory.isWithin(unitId, caller.unitId)
  );
}
