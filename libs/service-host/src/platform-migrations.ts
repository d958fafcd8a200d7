import { httpMigrations } from '@redress/http';
import { lifecycleMigrations } from '@redress/lifecycle';
import { messagingMigrations } from '@redress/messaging';
import { outboxMigrations } from '@redress/outbox';
import type { MigrationClass } from '@redress/persistence';
import { vaultMigrations } from '@redress/vault';
import { DrivenClock1764000000009 } from './clock/driven-clock.migration';
import { Feeds1764000000010 } from './policy-feed/feeds.migration';
import { OutdatedDocuments1764000000012 } from './read-back/outdated-documents.migration';

/** The tables that every service has, in the order in which they are made. */
export const platformMigrations: readonly MigrationClass[] = [
  ...outboxMigrations,
  ...lifecycleMigrations,
  ...messagingMigrations,
  ...httpMigrations,
  ...vaultMigrations,
  DrivenClock1764000000009,
  Feeds1764000000010,
  OutdatedDocuments1764000000012,
];
