import { Problem, type Obstacle } from '@redress/http';
import { StaleVersion } from '@redress/persistence';

/**
 * Refuses a command for the reasons that reads announce: 403 when another person could run it, else 409.
 * @throws Problem when there is an obstacle
 */
export function mustBeAllowed(obstacles: readonly Obstacle[]): void {
  mustBeTheRightPerson(obstacles);
  if (obstacles.length > 0) throw Problem.blocked(...obstacles);
}

/** The part of {@link mustBeAllowed} that no waiting and no reloading changes. */
export function mustBeTheRightPerson(obstacles: readonly Obstacle[]): void {
  const personal = obstacles.filter((obstacle) => obstacle.whoCan);
  if (personal.length > 0) throw new Problem(403, 'access-denied', 'You may not do this', { blockedBy: personal });
}

/** @throws StaleVersion when the caller judged by another version than the one that stands */
export function mustBeCurrent({ version }: { readonly version: number }, expectedVersion: number): void {
  if (version !== expectedVersion) throw new StaleVersion('resolution', version);
}
