/** How far a reader had come at an instant. */
export interface Look {
  readonly atMs: number;
  readonly registered: number;
}

const WARM_UP_SHARE = 0.1;

/**
 * The looks between which is measured: at the end of the warm-up (the first tenth), and the first that found all of them.
 * @throws RangeError when the looks do not reach that far, or when all was there at once
 */
export function measuredLooks<L extends Look>(
  looks: readonly L[],
  all: number,
): { readonly first: L; readonly last: L } {
  const first = looks.find(({ registered }) => registered >= all * WARM_UP_SHARE);
  const last = looks.find(({ registered }) => registered >= all);
  if (!first || !last) throw new RangeError(`The looks do not reach ${all} registrations`);
  if (first === last) throw new RangeError(`${all} registrations are too few to measure a rate`);
  return { first, last };
}

/** Registrations per second from one look to another. */
export function rateBetween(first: Look, last: Look): number {
  return ((last.registered - first.registered) * 1000) / (last.atMs - first.atMs);
}
