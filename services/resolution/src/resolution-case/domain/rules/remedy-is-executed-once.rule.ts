import type { Obstacle } from '@redress/commands';
import type { RemedyLineState } from '../remedy-line';

/** A remedy is executed once, and only what was accepted. */
export function remedyIsExecutedOnce({ state }: RemedyLineState): Obstacle | undefined {
  return state === 'ACCEPTED' ? undefined : { code: 'REMEDY_NOT_EXECUTABLE', params: { remedyState: state } };
}
