import './routing.problems';
import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { routingEntities } from './database/entities';
import { Routing1796000000101 } from './database/migrations/routing.migration';
import { subscriptions } from './subscriptions';

/** Routing: assessment, rules, units and directory, work list, assignment, clocks, escalation. */
export const routingService = defineService({
  name: 'routing',
  title: 'Redress routing',
  description: 'Assessment, assignment, work list, directory, clocks and escalation.',
  migrations: [Routing1796000000101],
  entities: routingEntities,
  subscriptions,
  module: AppModule,
});
