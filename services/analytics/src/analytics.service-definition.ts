import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { Projections1764000000601 } from './database/migrations/projections.migration';
import { UnitLanes1764000000602 } from './database/migrations/unit-lanes.migration';
import { UnpublishedSnapshots1764000000603 } from './database/migrations/unpublished-snapshots.migration';
import { subscriptions } from './subscriptions';

/** Figures: every event of the story folded into what is known of each complaint and into counters. */
export const analyticsService = defineService({
  name: 'analytics',
  title: 'Redress analytics',
  description: 'Figures of complaints by state, category, channel, severity and unit; clocks and times; drill-down.',
  migrations: [Projections1764000000601, UnitLanes1764000000602, UnpublishedSnapshots1764000000603],
  subscriptions,
  module: AppModule,
});
