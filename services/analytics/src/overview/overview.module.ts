import { Module } from '@nestjs/common';
import { Directory } from '@redress/access';
import { PackRegistry } from '@redress/policy';
import { ComplaintListController } from './find-complaints/complaint-list.controller';
import { SqlComplaintList } from './find-complaints/sql-complaint-list';
import { ProjectStory } from './project-story/project-story.consumer';
import { ProjectionsModule } from './projections.module';
import { PublishSnapshots } from './publish-snapshots/publish-snapshots.worker';
import { SnapshotSignal } from './publish-snapshots/snapshot-signal';
import { SqlUnpublishedSnapshots } from './publish-snapshots/sql-unpublished-snapshots';
import { Labels } from './read-overview/labels';
import { OverviewController } from './read-overview/overview.controller';
import { SqlOverview } from './read-overview/sql-overview';

/** Every event of the story folded into the projections, what is read of them, and the snapshots that are published. */
@Module({
  imports: [ProjectionsModule],
  controllers: [OverviewController, ComplaintListController, ProjectStory],
  providers: [
    SnapshotSignal,
    SqlUnpublishedSnapshots,
    PublishSnapshots,
    SqlOverview,
    SqlComplaintList,
    {
      provide: Labels,
      inject: [PackRegistry, Directory],
      useFactory: (packs: PackRegistry, directory: Directory) => new Labels(packs, directory),
    },
  ],
})
export class OverviewModule {}
