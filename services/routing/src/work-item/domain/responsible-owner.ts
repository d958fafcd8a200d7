import type { Directory, DirectoryPerson } from '@redress/access';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { Reader } from './reader';

/**
 * Who answers for the complaints of a unit (RT-03, RT-04): who leads it, else the first active manager of it. A unit that
 * has none answers through the unit above it.
 *
 * Who leads it and is away for a time has a deputy for that time, who answers in their place.
 * @param notThem who is complained about and does not answer for it
 * @returns null when no one is found up to the root
 */
export function ownerOf(directory: Directory, unitId: string, notThem: string | null = null): string | null {
  const mayAnswer = (person: DirectoryPerson | undefined): person is DirectoryPerson =>
    isActiveStaff(person) && person.id !== notThem;
  for (const unit of directory.lineOf(unitId)) {
    const head = directory.person(directory.unit(unit)?.headId ?? '');
    const delegate = head && delegateOf(directory, head);
    if (mayAnswer(delegate)) return delegate.id;
    if (mayAnswer(head)) return head.id;
    const manager = directory.membersOf(unit).find((one) => mayAnswer(one) && managesUnits(one));
    if (manager) return manager.id;
  }
  return null;
}

/** Who stands in for a person for a time that is now. */
function delegateOf(directory: Directory, { id, deputyPeriods = [] }: DirectoryPerson): DirectoryPerson | undefined {
  const named = directory.deputiesOf(id).find((deputy) => deputyPeriods.some((period) => period.deputy === deputy));
  return named === undefined ? undefined : directory.person(named);
}

/** Whether a person manages the unit: a manager of it or of a unit above it, or a deputy of who leads it. */
export function managesFor(directory: Directory, { id, roles, unitId: own }: Reader, unitId: string): boolean {
  if (holdsOneOf(roles, RULES.managesUnit) && own !== null && directory.isWithin(unitId, own)) return true;
  const head = directory.unit(unitId)?.headId;
  return head ? directory.isDeputyOf(id, head) : false;
}

/**
 * Whether a person leads those who dispatch for the unit: the superior of the dispatcher who assigned, a manager of the
 * dispatcher's unit or one above it, an executive. What the rules assigned was dispatched by the unit that received it.
 */
export function leadsDispatching(
  directory: Directory,
  { id, roles, unitId: own }: Reader,
  { assignedBy, receivingUnit }: { readonly assignedBy: string | null; readonly receivingUnit: string },
): boolean {
  if (id === assignedBy) return false;
  if (holdsOneOf(roles, RULES.leadsDispatchers)) return true;
  const dispatcher = assignedBy === null ? undefined : directory.person(assignedBy);
  if (dispatcher?.reportsTo === id) return true;
  const dispatchedIn = dispatcher?.unitId ?? receivingUnit;
  return holdsOneOf(roles, RULES.managesUnit) && own !== null && directory.isWithin(dispatchedIn, own);
}

function isActiveStaff(person: DirectoryPerson | undefined): person is DirectoryPerson {
  return person !== undefined && person.active && person.kind === 'STAFF';
}

function managesUnits({ roles }: DirectoryPerson): boolean {
  return holdsOneOf(roles, RULES.managesUnit);
}
