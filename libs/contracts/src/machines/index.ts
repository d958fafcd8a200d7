export { CLOCK_STATES, ClockState } from './clock';
export { IllegalMove, Machine, type MachineMove, type MachineState, type StateOf } from './define-machine';
export { FOLLOW_UP_RESULTS, FollowUpResult } from './follow-up';
export * from './machine-list';
export { BEGUN_REMEDY_STATES } from './remedy-line';
