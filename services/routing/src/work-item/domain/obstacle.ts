import type { RoleCode } from '@redress/contracts';

/** Why a command may not run now; reads announce it and the command refuses with it. */
export interface Obstacle {
  readonly code: string;
  readonly params?: Record<string, string | number | boolean>;
  readonly whoCan?: { role?: RoleCode; person?: string; unit?: string }[];
}

/** The obstacles among the answers of several rules. */
export function obstaclesOf(...answers: readonly (Obstacle | undefined)[]): Obstacle[] {
  return answers.filter((answer) => answer !== undefined);
}
