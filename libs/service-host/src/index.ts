export { IdleRegistry } from './idle-registry';
export { LOGGER } from './logger-token';
export { parkedEventsController } from './operations/parked-events.controller';
export { PeriodicWork } from './periodic/periodic-work';
export { WakeSignal } from './periodic/wake-signal';
export { platformMigrations } from './platform-migrations';
export { Feeds, type CalendarEntry, type PackEntry } from './policy-feed/feeds';
export { OwnDocuments, type ReadBackDocument } from './read-back/own-documents';
export { RepairDocuments } from './read-back/repair-documents.work';
export { InvalidSetting, ServiceConfig, type Environment } from './service-config';
export { commandLineDataSource, tablesOf } from './service-data-source';
export { defineService, type ServiceDefinition } from './service-definition';
export { startService, type RunningService, type StartOptions } from './start-service';
export {
  type ClosedDossier,
  contextOf,
  dossierContext,
  KeyMissing,
  type Opener,
  type Queryable,
  Vault,
} from './vault/vault';
export { type DossierContract, type VaultOptions } from './vault/vault-options';
export { type Worker } from './worker';
