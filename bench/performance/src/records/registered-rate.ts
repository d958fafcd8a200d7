/** How far somebody had come at an instant. */
export interface Look {
  readonly atMs: number;
  readonly registered: number;
}

const WARM_UP_SHARE = 0.1;

/**
 * Registrations per second from the end of the warm-up (the first tenth) to the first look that found all of them.
 * Throws when the looks do not reach that far, or when all was there at once.
 */
export function registeredRate(looks: readonly Look[], all: number): number {
  const first = looks.find(({ registered }) => registered >= all * WARM_UP_SHARE);
  const last = looks.find(({ registered }) => registered >= all);
  if (!first || !last) throw new RangeError(`The looks do not reach ${all} registrations`);
  if (first === last) throw new RangeError(`${all} registrations are too few to measure a rate`);
  return ((last.registered - first.registered) * 1000) / (last.atMs - first.atMs);
}
