import type { RoleCode } from '@redress/contracts';

/** A member of staff as the rules of a case see them. */
export interface CaseWorker {
  readonly id: string;
  readonly roles: readonly RoleCode[];
  /** Whether the unit is their own or lies below it. */
  readonly isOver: (unitId: string) => boolean;
}
