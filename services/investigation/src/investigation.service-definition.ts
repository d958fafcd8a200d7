import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { investigationEntities } from './database/entities';
import { Investigation1796000000101 } from './database/migrations/investigation.migration';
import { subscriptions } from './subscriptions';

export const investigationService = defineService({
  name: 'investigation',
  title: 'Investigation',
  description: 'Rounds of investigation: evidence with its chain of custody, and the determination.',
  migrations: [Investigation1796000000101],
  entities: investigationEntities,
  subscriptions,
  module: AppModule,
});
