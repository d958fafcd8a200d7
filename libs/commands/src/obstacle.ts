import type { RoleCode } from '@redress/contracts';

/** Why a command may not run now: reads announce it, and the command refuses with it (architecture 5.9). */
export interface Obstacle {
  readonly code: string;
  readonly params?: Record<string, string | number | boolean>;
  /** RFC 3339: when it ends by itself. */
  readonly until?: string;
  /** Who could run it instead. */
  readonly whoCan?: { role?: RoleCode; person?: string; unit?: string }[];
}

/** The obstacles among the answers of several rules. */
export function obstaclesOf(...answers: readonly (Obstacle | undefined)[]): Obstacle[] {
  return answers.filter((answer) => answer !== undefined);
}

/** One command and whether the reader may run it now. */
export interface CommandView {
  readonly name: string;
  readonly allowed: boolean;
  /** Empty when allowed. */
  readonly blockedBy: Obstacle[];
}

/** Whether the reader may run a command: allowed when no obstacle is given. */
export function commandView(name: string, ...blockedBy: Obstacle[]): CommandView {
  return { name, allowed: blockedBy.length === 0, blockedBy };
}
