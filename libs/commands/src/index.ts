export { workerOf, type Caller, type CaseWorker } from './caller';
export { type ComplaintCommand } from './command';
export { commandView, obstaclesOf, type CommandView, type Obstacle } from './obstacle';
export {
  Blocked,
  mustBeFree,
  mustBeTheRightPerson,
  mustBeValid,
  NotFound,
  WrongFields,
  WrongPerson,
  type FieldFault,
} from './refusals';
