import { disclosureMigrations } from '@redress/disclosure';
import { httpMigrations } from '@redress/http';
import { lifecycleMigrations } from '@redress/lifecycle';
import { messagingMigrations } from '@redress/messaging';
import { outboxMigrations } from '@redress/outbox';
import type { MigrationClass } from '@redress/persistence';
import { vaultMigrations } from '@redress/vault';
import { ServiceHost1796000000009 } from './service-host.migration';

/** The tables that every service has, in the order in which they are made. */
export const platformMigrations: readonly MigrationClass[] = [
  ...outboxMigrations,
  ...lifecycleMigrations,
  ...messagingMigrations,
  ...httpMigrations,
  ...vaultMigrations,
  ServiceHost1796000000009,
  ...disclosureMigrations,
];
