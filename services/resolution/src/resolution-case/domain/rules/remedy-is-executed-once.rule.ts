import type { Obstacle } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { RemedyLineState } from '../remedy-line';

/** A remedy is executed once, and only what was accepted. */
export function remedyIsExecutedOnce({ state }: RemedyLineState): Obstacle | undefined {
  return state === machines.remedyLine.state.ACCEPTED
    ? undefined
    : { code: 'REMEDY_NOT_EXECUTABLE', params: { remedyState: state } };
}
