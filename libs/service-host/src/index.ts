export { IdleRegistry } from './idle-registry';
export { parkedEventsController } from './operations/parked-events.controller';
export { platformMigrations } from './platform-migrations';
export { Feeds, type CalendarEntry, type PackEntry } from './policy-feed/feeds';
export { OwnDocuments, type ReadBackDocument } from './read-back/own-documents';
export { RepairDocuments } from './read-back/repair-documents.worker';
export { InvalidSetting, ServiceConfig, type Environment } from './service-config';
export { defineService, type ServiceDefinition } from './service-definition';
export { LOGGER, startService, type RunningService, type StartOptions } from './start-service';
export {
  type ClosedDossier,
  contextOf,
  dossierContext,
  KeyMissing,
  type Opener,
  type Queryable,
  Vault,
} from './vault/vault';
export { type Worker } from './worker';
