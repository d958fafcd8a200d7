import type { Directory } from '@redress/access';
import { rungAt, type CompiledPack } from '@redress/policy';

/**
 * Who answers for a complaint at a level of the pack's ladder: in the unit that the rung names, its head if the head
 * has the role, else the first active person with the role, else its head in any role. A unit that has no one passes
 * the complaint on to the unit above it.
 *
 * @param unitId responsible unit, or the receiving unit while none is responsible: such complaints escalate too
 * @returns undefined at level 0, where the handler answers, and when no one is found up to the root
 */
export function escalationTarget(
  pack: CompiledPack,
  level: number,
  unitId: string,
  directory: Directory,
): string | undefined {
  const rung = level > 0 ? rungAt(pack, level) : undefined;
  if (!rung) return undefined;
  const line = directory.lineOf(unitId);
  const from = { UNIT: 0, PARENT_UNIT: 1, ROOT_UNIT: line.length - 1 }[rung.in];
  for (const unit of line.slice(Math.min(from, line.length - 1))) {
    const members = directory.membersOf(unit).filter((person) => person.active && person.kind === 'STAFF');
    const headId = directory.unit(unit)?.headId;
    const withRole = members.filter((person) => person.roles.includes(rung.role));
    const found =
      withRole.find((person) => person.id === headId) ??
      withRole[0] ??
      (headId && directory.person(headId)?.active ? directory.person(headId) : undefined);
    if (found) return found.id;
  }
  return undefined;
}
