import type { Provider, Type } from '@nestjs/common';
import type { ServiceName, TopicName } from '@redress/contracts';
import type { EntityClass, MigrationClass } from '@redress/persistence';
import type { OwnDocuments } from './read-back/own-documents';
import type { VaultOptions } from './vault/vault-options';
import type { Worker } from './worker';

/** What a service consists of, besides what every service has. Lists are explicit, so the compiler knows what ships. */
export interface ServiceDefinition<S extends ServiceName = ServiceName> {
  readonly name: S;
  /** Title of the OpenAPI document. */
  readonly title: string;
  readonly description: string;
  /** Own migrations; they run after those of the platform. */
  readonly migrations: readonly MigrationClass[];
  /** Tables of its own that repositories read and write. */
  readonly entities?: readonly EntityClass[];
  /** Classes with `@EventConsumer`, from `subscriptions.ts`. */
  readonly consumers: readonly Type[];
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
  /** Background loops. */
  readonly workers: readonly Type<Worker>[];
  /** What the host reads and keeps for the service. The directory is always kept: every request is authorised by it. */
  readonly follows: {
    readonly packs?: boolean;
    readonly calendars?: boolean;
  };
  /** Sealed personal data, for services that have any. */
  readonly vault?: VaultOptions;
  /** Compacted topics, besides those of the vault, that the service writes, with what looks their documents up in its tables. */
  readonly readsBack?: readonly { readonly topic: TopicName; readonly provider: Type<OwnDocuments> }[];
  /** Analytics never has keys, so it can never read personal data (contracts, section 4). Default true. */
  readonly keys?: boolean;
}

/** Declares a service. */
export function defineService<S extends ServiceName>(definition: ServiceDefinition<S>): ServiceDefinition<S> {
  return definition;
}
