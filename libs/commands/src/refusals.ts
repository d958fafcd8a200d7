import type { FieldFault } from './field-fault';
import type { Obstacle } from './obstacle';

/** What the command names does not exist, or is not the caller's to see (HTTP 404). */
export class NotFound extends Error {
  /** @param what kind of thing, e.g. `complaint`; never which */
  constructor(readonly what: string) {
    super(`There is no such ${what}, or it is not yours to see`);
    this.name = 'NotFound';
  }
}

/** The rules forbid the command now, for these reasons (HTTP 409 `blocked`). */
export class Blocked extends Error {
  readonly obstacles: readonly Obstacle[];

  constructor(...obstacles: readonly Obstacle[]) {
    super(`The command is not allowed now: ${obstacles.map(({ code }) => code).join(', ')}`);
    this.obstacles = obstacles;
    this.name = 'Blocked';
  }
}

/** Blocked for this caller only: another person could do it, and no waiting helps (HTTP 403). */
export class WrongPerson extends Blocked {
  constructor(...obstacles: readonly Obstacle[]) {
    super(...obstacles);
    this.name = 'WrongPerson';
  }
}

/** Fields break rules that no schema can state (HTTP 422). */
export class WrongFields extends Error {
  readonly faults: readonly FieldFault[];

  constructor(...faults: readonly FieldFault[]) {
    super(`Some fields are not valid: ${faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}`);
    this.faults = faults;
    this.name = 'WrongFields';
  }
}

/** @throws Blocked with all of the obstacles, if there are any */
export function mustBeFree(obstacles: readonly Obstacle[]): void {
  if (obstacles.length > 0) throw new Blocked(...obstacles);
}

/** @throws WrongPerson with the obstacles that say who could run the command instead, if there are any */
export function mustBeTheRightPerson(obstacles: readonly Obstacle[]): void {
  const personal = obstacles.filter((obstacle) => obstacle.whoCan);
  if (personal.length > 0) throw new WrongPerson(...personal);
}

/** @throws WrongFields with all of the faults, if there are any */
export function mustBeValid(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new WrongFields(...faults);
}
