import type { Obstacle } from '@redress/commands';
import { machines, type StateOf } from '@redress/contracts';

const { remedyLine } = machines;
const { CANCELLED, EXECUTING, FAILED } = remedyLine.state;

type Line = { readonly state: StateOf<typeof remedyLine> };

/** What was accepted, or failed, can be begun. */
export function remedyCanBegin({ state }: Line): Obstacle | undefined {
  if (state === remedyLine.state.ACCEPTED || state === FAILED) return undefined;
  return { code: 'REMEDY_NOT_STARTABLE', params: { remedyState: state } };
}

/** Only what was begun can fail. */
export function remedyIsBegun({ state }: Line): Obstacle | undefined {
  return state === EXECUTING ? undefined : { code: 'REMEDY_NOT_BEGUN', params: { remedyState: state } };
}

/** What was done stays done; what is cancelled is not cancelled again. */
export function remedyHasNotEnded({ state }: Line): Obstacle | undefined {
  return remedyLine.allows(state, CANCELLED) ? undefined : { code: 'REMEDY_ENDED', params: { remedyState: state } };
}
