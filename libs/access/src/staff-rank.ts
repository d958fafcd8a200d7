import type { Caller } from '@redress/commands';
import type { StaffRank } from '@redress/contracts';
import type { Directory } from './directory';

/** Rank of a member of staff as the directory stands: by roles, and as head of the own unit (SL-08, contracts, section 7). */
export function staffRankOf(
  { sub, roles, unitId }: Pick<Caller, 'sub' | 'roles' | 'unitId'>,
  directory: Pick<Directory, 'unit'>,
): StaffRank {
  if (roles.includes('EXECUTIVE')) return 'EXECUTIVE';
  const headsUnit = unitId !== null && directory.unit(unitId)?.headId === sub;
  if (headsUnit || roles.includes('UNIT_MANAGER')) return 'MANAGER';
  return roles.includes('CASE_LEAD') ? 'LEAD' : 'EMPLOYEE';
}
