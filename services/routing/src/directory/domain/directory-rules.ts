import { obstaclesOf, type FieldFault, type Obstacle } from '@redress/commands';
import type { DirectoryEntry } from '@redress/contracts';

/** What rules about one entry need to know of the others. */
export interface DirectoryNeighbours {
  /** The unit and those above it, nearest first; empty when there is no such unit. */
  lineOf(unitId: string): readonly string[];
}

/** Whether an entry fits the units that there are. */
export function misfitsOf(entry: DirectoryEntry, { lineOf }: DirectoryNeighbours): FieldFault[] {
  if (entry.kind !== 'UNIT') {
    return lineOf(entry.unitId).length > 0 ? [] : [{ pointer: '/unitId', detail: 'is not a unit of the directory' }];
  }
  if (entry.parentId === null) return [];
  const line = lineOf(entry.parentId);
  if (line.length === 0) return [{ pointer: '/parentId', detail: 'is not a unit of the directory' }];
  return line.includes(entry.id) ? [{ pointer: '/parentId', detail: 'must not lie below the unit itself' }] : [];
}

/** What still hangs on an entry. */
export interface EntryUse {
  /** Entries directly in a unit. */
  readonly members: number;
  /** Open complaints in the queue of a unit, or in the hands of a person. */
  readonly complaints: number;
}

/** Why an entry may not be removed. */
export function removalObstacles(entry: DirectoryEntry, { members, complaints }: EntryUse): Obstacle[] {
  return obstaclesOf(
    entry.kind === 'UNIT' && members > 0 ? { code: 'UNIT_NOT_EMPTY', params: { entries: members } } : undefined,
    complaints > 0 ? { code: 'HAS_COMPLAINTS', params: { complaints } } : undefined,
  );
}
