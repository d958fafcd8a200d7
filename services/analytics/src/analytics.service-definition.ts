import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { Analytics1796000000601 } from './database/migrations/analytics.migration';
import { subscriptions } from './subscriptions';

/** Figures: every event of the story folded into what is known of each complaint and into counters. */
export const analyticsService = defineService({
  name: 'analytics',
  title: 'Redress analytics',
  description: 'Figures of complaints by state, category, channel, severity and unit; clocks and times; drill-down.',
  migrations: [Analytics1796000000601],
  subscriptions,
  module: AppModule,
});
