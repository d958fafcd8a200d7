export { AccessModule } from './access/access.module';
export { ClockModule } from './clock/clock.module';
export { IdleRegistry } from './idle-registry';
export { LifecycleModule } from './lifecycle/lifecycle.module';
export { LOGGER } from './logger-token';
export { MessagingModule } from './messaging/messaging.module';
export { PeriodicWork } from './periodic/periodic-work';
export { PersistenceModule } from './persistence/persistence.module';
export { platformMigrations } from './platform-migrations';
export { Feeds, type CalendarEntry, type PackEntry } from './policy-feed/feeds';
export { PolicyModule } from './policy-feed/policy.module';
export { OwnDocuments, type ReadBackDocument } from './read-back/own-documents';
export { ReadBackModule, type ReadBack } from './read-back/read-back.module';
export { RepairDocuments } from './read-back/repair-documents.work';
export { InvalidSetting, ServiceConfig, type Environment } from './service-config';
export { commandLineDataSource, tablesOf } from './service-data-source';
export { defineService, type ServiceDefinition } from './service-definition';
export { controllersByModule } from './service-modules';
export { startService, type RunningService, type StartOptions } from './start-service';
export { type Subscription } from './subscription';
export { KeyRingModule } from './vault/key-ring.module';
export {
  type ClosedDossier,
  contextOf,
  dossierContext,
  KeyMissing,
  type Opener,
  type Queryable,
  Vault,
} from './vault/vault';
export { VaultModule } from './vault/vault.module';
export { type DossierContract, type VaultOptions } from './vault/vault-options';
export { Worker } from './worker';
