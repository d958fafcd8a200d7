import type { Directory } from '@redress/access';
import { callerHasRole, obstaclesOf, type Obstacle } from '@redress/commands';
import { ACCESS, type PromiseKind } from '@redress/contracts';
import { complaintIsOpen } from './command-rules';
import type { Reader } from './reader';
import { managesFor } from './responsible-owner';
import type { WorkItem } from './work-item';

// What is promised to the complainant for a day, and who may promise what (RM-12, CM-13).

/** How many promises may wait to be kept at a time. */
export const MOST_PROMISES = 5;

/** They bind the unit, so who answers for it makes them (CM-13). */
const BINDS_THE_UNIT: readonly PromiseKind[] = ['VISIT', 'RESULT'];

function answersForUnit({ now, queueUnit }: WorkItem, caller: Reader, directory: Directory): boolean {
  return now.ownerId === caller.id || managesFor(directory, caller, queueUnit);
}

/** Who has the case: the handler or their deputy, who took the first contact, who answers for the unit. */
function isInCharge(item: WorkItem, caller: Reader, directory: Directory): Obstacle | undefined {
  const { handlerId, firstContactId } = item.now;
  const isTheirs =
    caller.id === handlerId ||
    caller.id === firstContactId ||
    (handlerId !== null && directory.isDeputyOf(caller.id, handlerId)) ||
    answersForUnit(item, caller, directory);
  const { queueUnit } = item;
  return isTheirs
    ? undefined
    : { code: 'NOT_IN_CHARGE', params: { unitId: queueUnit }, whoCan: [{ role: 'UNIT_MANAGER', unit: queueUnit }] };
}

/**
 * Why this person may not promise something to the complainant now.
 * @param kind undefined: what anybody in charge may promise
 */
export function promiseObstacles(
  item: WorkItem,
  caller: Reader,
  directory: Directory,
  kind: PromiseKind = 'CALL_BACK',
): Obstacle[] {
  const { promises, complainantType } = item.now;
  const notInCharge = isInCharge(item, caller, directory);
  const isBeyond = BINDS_THE_UNIT.includes(kind) && !answersForUnit(item, caller, directory);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.makePromise),
    complaintIsOpen(item),
    complainantType === 'NONE' ? { code: 'NO_COMPLAINANT' } : undefined,
    notInCharge,
    isBeyond && !notInCharge
      ? {
          code: 'PROMISE_BEYOND_AUTHORITY',
          params: { kind },
          whoCan: [{ role: 'UNIT_MANAGER', unit: item.queueUnit }],
        }
      : undefined,
    promises.length >= MOST_PROMISES ? { code: 'PROMISES_OPEN', params: { most: MOST_PROMISES } } : undefined,
  );
}

/**
 * Why this person may not say now that a promise was kept, or is no longer wanted. It is owed after the end too, so the
 * complaint need not be open.
 * @param promiseId undefined: any that is open
 */
export function promiseEndObstacles(
  command: 'keepPromise' | 'releasePromise',
  item: WorkItem,
  caller: Reader,
  { directory, promiseId }: { readonly directory: Directory; readonly promiseId?: string },
): Obstacle[] {
  const isOpen = item.now.promises.some((one) => promiseId === undefined || one.promiseId === promiseId);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing[command]),
    isOpen ? undefined : { code: 'NO_SUCH_PROMISE' },
    isInCharge(item, caller, directory),
  );
}
