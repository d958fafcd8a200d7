export {
  Directory,
  InMemoryDirectory,
  type DirectoryPerson,
  type DirectorySource,
  type DirectoryUnit,
} from './directory';
export {
  AccessDenied,
  authorise,
  authoriseAtMachineEndpoint,
  DirectoryNotReady,
  type Grantor,
  type Missing,
  type Requirement,
} from './authorise';
export {
  CaseAccess,
  reachesCase,
  relationsTo,
  RemedyUnits,
  type CaseOperation,
  type CaseStanding,
  type Queryable,
} from './case-access';
export { staffRankOf } from './staff-rank';
