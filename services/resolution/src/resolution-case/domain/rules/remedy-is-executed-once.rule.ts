import type { Obstacle } from '../obstacle';
import type { RemedyLine } from '../resolution-plan';

/** A remedy is executed once, and only what was accepted. */
export function remedyIsExecutedOnce({ state }: RemedyLine): Obstacle | undefined {
  return state === 'ACCEPTED' ? undefined : { code: 'REMEDY_NOT_EXECUTABLE', params: { remedyState: state } };
}
