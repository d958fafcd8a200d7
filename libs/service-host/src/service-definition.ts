import type { Type } from '@nestjs/common';
import type { ServiceName } from '@redress/contracts';
import type { EntityClass, MigrationClass } from '@redress/persistence';
import type { Subscription } from './subscription';

/** What can be known of a service without starting it: its name, its tables, what it reacts to, and the module that it is. */
export interface ServiceDefinition<S extends ServiceName = ServiceName> {
  readonly name: S;
  /** Title of the OpenAPI document. */
  readonly title: string;
  readonly description: string;
  /** Own migrations; they run after those of the platform. */
  readonly migrations: readonly MigrationClass[];
  /** Tables of its own that repositories read and write. */
  readonly entities?: readonly EntityClass[];
  /** From `subscriptions.ts`; the handlers are among the controllers of the modules. */
  readonly subscriptions: readonly Subscription[];
  /** Imports the modules of the platform that the service needs, and one for each of its aggregates. */
  readonly module: Type;
}

/** Declares a service. */
export function defineService<S extends ServiceName>(definition: ServiceDefinition<S>): ServiceDefinition<S> {
  return definition;
}
