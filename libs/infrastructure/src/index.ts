export { ContainerServer, IMAGES, whyNoContainers } from './containers';
export { createDatabase, dropDatabase, provisionDatabases, withConnection } from './databases';
export { EmbeddedKafka, type EmbeddedKafkaOptions, waitForBroker } from './embedded-kafka';
export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres';
export { eventually, type EventuallyOptions } from './eventually';
export { acquireFileLock, FileLockHeld, withFileLock } from './file-lock';
export { freePort } from './free-port';
export {
  chooseInfrastructure,
  type Infrastructure,
  type InfrastructureKind,
  type InfrastructureWish,
  type OwnServer,
} from './infrastructure';
export { findJava, kafkaJars } from './kafka-jars';
export {
  isAlive,
  isServer,
  readRecord,
  removeRecord,
  type ServerRecord,
  spawnServer,
  stopProcess,
  tailOf,
  writeRecord,
} from './server-process';
export { stateDirectory, workspaceRoot } from './workspace';
