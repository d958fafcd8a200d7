import type { Obstacle } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { RemedyLineState } from '../remedy-line';

const { ACCEPTED, EXECUTING } = machines.remedyLine.state;

/** A remedy is executed once, and only what was accepted or is begun. */
export function remedyIsExecutedOnce({ state }: RemedyLineState): Obstacle | undefined {
  return state === ACCEPTED || state === EXECUTING
    ? undefined
    : { code: 'REMEDY_NOT_EXECUTABLE', params: { remedyState: state } };
}
