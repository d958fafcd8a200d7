import type { Directory } from '@redress/access';
import { callerHasRole, obstaclesOf, type Obstacle } from '@redress/commands';
import { ACCESS, holdsOneOf, machines, RULES } from '@redress/contracts';
import { complaintIsOpen } from './command-rules';
import type { Reader } from './reader';
import { managesFor } from './responsible-owner';
import type { WorkItem } from './work-item';

// Demands from above with a date, and reports of critical complaints to leadership (ES-01, ES-06, ES-09).

const { ORDERED } = machines.supervision.state;
const { DUE, REPORTED } = machines.majorReport.state;

/** Whether a person handles the complaint, stands in for the handler, or answers for its unit. */
function answersFor({ now, queueUnit }: WorkItem, caller: Reader, directory: Directory): boolean {
  const { handlerId, ownerId } = now;
  if ([handlerId, ownerId, directory.unit(queueUnit)?.headId].includes(caller.id)) return true;
  return handlerId !== null && directory.isDeputyOf(caller.id, handlerId);
}

/** Why this person may not place the complaint under supervision: who answers for it does not supervise themselves. */
export function supervisionObstacles(item: WorkItem, caller: Reader, directory: Directory): Obstacle[] {
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.superviseComplaint),
    complaintIsOpen(item),
    item.now.supervision ? { code: 'SUPERVISED_ALREADY' } : undefined,
    answersFor(item, caller, directory) ? { code: 'HANDLES_IT', params: { unitId: item.queueUnit } } : undefined,
  );
}

/** Why this person may not answer the supervision: it is for who handles the complaint and who manages its unit. */
export function supervisionAnswerObstacles(item: WorkItem, caller: Reader, directory: Directory): Obstacle[] {
  const { supervision } = item.now;
  const isTheirs =
    answersFor(item, caller, directory) ||
    (managesFor(directory, caller, item.queueUnit) && caller.id !== supervision?.orderedBy);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.answerSupervision),
    complaintIsOpen(item),
    supervision?.state === ORDERED ? undefined : { code: 'NOTHING_SUPERVISED' },
    isTheirs
      ? undefined
      : {
          code: 'NOT_SUPERVISED_HERE',
          params: { unitId: item.queueUnit },
          whoCan: [{ role: 'UNIT_MANAGER', unit: item.queueUnit }],
        },
  );
}

/** Why this person may not lift the supervision. */
export function liftingObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  const { supervision } = item.now;
  const isTheirs = supervision?.orderedBy === caller.id || holdsOneOf(caller.roles, RULES.leadsDispatchers);
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.liftSupervision),
    complaintIsOpen(item),
    supervision ? undefined : { code: 'NOTHING_SUPERVISED' },
    !supervision || isTheirs
      ? undefined
      : {
          code: 'NOT_THE_ORDERER',
          params: { orderedBy: supervision.orderedBy },
          whoCan: [{ person: supervision.orderedBy }],
        },
  );
}

/** Why this person may not report the critical complaint to leadership now (ES-01). */
export function reportObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.reportMajor),
    complaintIsOpen(item),
    item.now.majorReport?.state === DUE ? undefined : { code: 'NO_REPORT_DUE' },
  );
}

/** Why this person may not note the report to leadership as read: the measures taken come first. */
export function readingObstacles(item: WorkItem, caller: Reader): Obstacle[] {
  const { majorReport } = item.now;
  return obstaclesOf(
    callerHasRole(caller, ACCESS.routing.readMajorReport),
    complaintIsOpen(item),
    majorReport?.state === REPORTED
      ? undefined
      : { code: majorReport?.state === DUE ? 'NOT_REPORTED' : 'NO_REPORT_DUE' },
  );
}
