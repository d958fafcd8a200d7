import { faultAt, obstaclesOf, type FieldFault, type Obstacle } from '@redress/commands';
import type { DirectoryEntry } from '@redress/contracts';

/** What rules about one entry need to know of the others. */
export interface DirectoryNeighbours {
  /** The unit and those above it, nearest first; empty when there is no such unit. */
  lineOf(unitId: string): readonly string[];
  /** Undefined when there is no such unit. */
  organisationOf(unitId: string): string | undefined;
}

/** The units that an entry names besides the one that it lies in: those for which it may submit. */
export function unitsNamedBy(entry: DirectoryEntry): readonly string[] {
  return (entry.kind === 'SOURCE' ? entry.units : entry.kind === 'UNIT' ? undefined : entry.submits?.units) ?? [];
}

/** Whether an entry fits the units that there are. */
export function misfitsOf(entry: DirectoryEntry, neighbours: DirectoryNeighbours): FieldFault[] {
  return [...placeMisfitsOf(entry, neighbours), ...submissionMisfitsOf(entry, neighbours), ...periodMisfitsOf(entry)];
}

function placeMisfitsOf(entry: DirectoryEntry, { lineOf }: DirectoryNeighbours): FieldFault[] {
  if (entry.kind === 'SOURCE') return [];
  if (entry.kind !== 'UNIT') {
    return lineOf(entry.unitId).length > 0 ? [] : [faultAt('/unitId', 'unknown-unit')];
  }
  if (entry.parentId === null) return [];
  const line = lineOf(entry.parentId);
  if (line.length === 0) return [faultAt('/parentId', 'unknown-unit')];
  return line.includes(entry.id) ? [faultAt('/parentId', 'below-itself')] : [];
}

function submissionMisfitsOf(entry: DirectoryEntry, { organisationOf }: DirectoryNeighbours): FieldFault[] {
  if (entry.kind === 'STAFF' && entry.submits) return [faultAt('/submits', 'clients-only')];
  const base = entry.kind === 'SOURCE' ? '/units' : '/submits/units';
  return unitsNamedBy(entry).flatMap((unit, index) =>
    organisationOf(unit) === entry.organisationId ? [] : [faultAt(`${base}/${index}`, 'unknown-unit')],
  );
}

/** Periods are those of deputies, and end after they begin. */
function periodMisfitsOf(entry: DirectoryEntry): FieldFault[] {
  if (entry.kind === 'UNIT' || entry.kind === 'SOURCE') return [];
  return (entry.deputyPeriods ?? []).flatMap(({ deputy, from, until }, index) => [
    ...(entry.deputies.includes(deputy) ? [] : [faultAt(`/deputyPeriods/${index}/deputy`, 'not-a-deputy')]),
    ...(until !== null && Date.parse(until) <= Date.parse(from)
      ? [faultAt(`/deputyPeriods/${index}/until`, 'before-the-start')]
      : []),
  ]);
}

/** What still hangs on an entry. */
export interface EntryUse {
  /** Entries directly in a unit, or that submit for it. */
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
