import type { Directory, DirectoryPerson } from '@redress/access';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { WorkItem } from './work-item';

/** A person who could handle a complaint, with their load. */
export interface Candidate {
  readonly id: string;
  readonly capacity: number;
  /** Complaints assigned to or accepted by this person that are neither resolved nor ended. */
  readonly load: number;
}

/** Whether a person handles complaints of the unit: active staff of exactly this unit with the role for it. */
export function handlesFor(person: DirectoryPerson | undefined, unitId: string): boolean {
  return (
    person !== undefined &&
    person.kind === 'STAFF' &&
    person.active &&
    person.unitId === unitId &&
    holdsOneOf(person.roles, RULES.handles)
  );
}

/** Everybody who handles complaints of the unit. */
export function handlersOf(directory: Directory, unitId: string): readonly DirectoryPerson[] {
  return directory.membersOf(unitId).filter((person) => handlesFor(person, unitId));
}

/**
 * The candidate with the least load among those who have room for one more; the first by id among equals.
 * @param passedOver ids that are not proposed, for example the person who handled the complaint before it was reopened
 * @returns undefined when no one has room
 */
export function leastLoaded(candidates: readonly Candidate[], passedOver: readonly string[] = []): string | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (passedOver.includes(candidate.id) || candidate.load >= candidate.capacity) continue;
    if (!best || candidate.load < best.load || (candidate.load === best.load && candidate.id < best.id)) {
      best = candidate;
    }
  }
  return best?.id;
}

/** Who is not proposed for a complaint: those who handled it before it was reopened, and who is complained about (T9). */
export function passedOver({ now: { earlierHandlers, subjectStaffId } }: WorkItem): readonly string[] {
  return subjectStaffId === null ? earlierHandlers : [...earlierHandlers, subjectStaffId];
}
