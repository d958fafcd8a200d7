export { workerOf, type Caller, type CaseWorker } from './caller';
export { type ComplaintCommand } from './command';
export { faultAt, type FieldFault } from './field-fault';
export {
  callerHasRole,
  commandView,
  commandViewWith,
  obstaclesOf,
  type CommandView,
  type Obstacle,
  type ObstacleOf,
} from './obstacle';
export { Blocked, mustBeFree, mustBeTheRightPerson, mustBeValid, NotFound, WrongFields, WrongPerson } from './refusals';
export { schemaFaults } from './schema-faults';
