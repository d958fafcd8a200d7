import { PackRegistry } from '@redress/policy';
import { Directory } from '@redress/security';
import { defineService } from '@redress/service-host';
import { Projections1764000000601 } from './database/migrations/projections.migration';
import { UnitLanes1764000000602 } from './database/migrations/unit-lanes.migration';
import { UnpublishedSnapshots1764000000603 } from './database/migrations/unpublished-snapshots.migration';
import { ComplaintListController } from './overview/find-complaints/complaint-list.controller';
import { SqlComplaintList } from './overview/find-complaints/sql-complaint-list';
import { Labels } from './overview/read-overview/labels';
import { OverviewController } from './overview/read-overview/overview.controller';
import { SqlOverview } from './overview/read-overview/sql-overview';
import { OwnSnapshots } from './overview/publish-snapshots/own-snapshots';
import { PublishSnapshots } from './overview/publish-snapshots/publish-snapshots.worker';
import { SnapshotSignal } from './overview/publish-snapshots/snapshot-signal';
import { SqlUnpublishedSnapshots } from './overview/publish-snapshots/sql-unpublished-snapshots';
import { SqlProjections } from './overview/sql-projections';
import { subscriptions } from './subscriptions';

/** Figures: every event of the story folded into what is known of each complaint and into counters. */
export const analyticsService = defineService({
  name: 'analytics',
  title: 'Redress analytics',
  description: 'Figures of complaints by state, category, channel, severity and unit; clocks and times; drill-down.',
  migrations: [Projections1764000000601, UnitLanes1764000000602, UnpublishedSnapshots1764000000603],
  consumers: subscriptions,
  controllers: [OverviewController, ComplaintListController],
  providers: [
    OwnSnapshots,
    SqlProjections,
    SnapshotSignal,
    SqlUnpublishedSnapshots,
    SqlOverview,
    SqlComplaintList,
    {
      provide: Labels,
      inject: [PackRegistry, Directory],
      useFactory: (packs: PackRegistry, directory: Directory) => new Labels(packs, directory),
    },
  ],
  workers: [PublishSnapshots],
  readsBack: [{ topic: 'complaint.state.v1', provider: OwnSnapshots }],
  follows: { packs: true },
  keys: false,
});
