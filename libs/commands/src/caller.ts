import type { Actor, RoleCode } from '@redress/contracts';

/** Who commands: a person, a program, or the platform itself. Every door fills it from what it has proven. */
export interface Caller {
  /** `staff:<name>`, `client:<id>` or `system`. */
  readonly sub: string;
  readonly roles: readonly RoleCode[];
  /** Own unit; null for a caller without an entry in the directory. */
  readonly unitId: string | null;
  readonly organisationId: string | null;
  /** How events name the caller. */
  readonly onStory: Actor;
}

/** A caller as the rules of a case see them. */
export interface CaseWorker {
  readonly id: string;
  readonly roles: readonly RoleCode[];
  /** Whether the unit is their own or lies below it. */
  readonly isOver: (unitId: string) => boolean;
}

/** The caller as a worker; the unit tree says whom they are over. */
export function workerOf(
  { sub, roles, unitId }: Caller,
  units: { isWithin(unitId: string, ancestorId: string): boolean },
): CaseWorker {
  return { id: sub, roles, isOver: (lower) => unitId !== null && units.isWithin(lower, unitId) };
}
