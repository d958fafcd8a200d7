import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module';
import { ClockViews } from '../sla-clock/clock-views';
import { RecomputeWhenCalendarChanges } from '../sla-clock/recompute-when-calendar-changes/recompute-when-calendar-changes.consumer';
import { ShowClocksController } from '../sla-clock/show-clocks/show-clocks.controller';
import { SqlSlaClocks } from '../sla-clock/sql-sla-clocks';
import { SqlStoryFacts } from '../sla-clock/sql-story-facts';
import { ClockSweep } from '../sla-clock/sweep/clock-sweep.worker';
import { AcceptAssignmentController } from '../work-item/accept-assignment/accept-assignment.controller';
import { AcceptAssignmentHandler } from '../work-item/accept-assignment/accept-assignment.handler';
import { AssessByHandController } from '../work-item/assess-by-hand/assess-by-hand.controller';
import { AssessByHandHandler } from '../work-item/assess-by-hand/assess-by-hand.handler';
import { AssessWhenRegistered } from '../work-item/assess-when-registered/assess-when-registered.consumer';
import { EscalateController } from '../work-item/escalate/escalate.controller';
import { EscalateHandler } from '../work-item/escalate/escalate.handler';
import { FollowStory } from '../work-item/follow-story/follow-story.consumer';
import { ListWorkItemsController } from '../work-item/list-work-items/list-work-items.controller';
import { ListWorkItemsQuery } from '../work-item/list-work-items/list-work-items.query';
import { SqlWorkList } from '../work-item/list-work-items/sql-work-list';
import { ReclassifyController } from '../work-item/reclassify/reclassify.controller';
import { ReclassifyHandler } from '../work-item/reclassify/reclassify.handler';
import { ShowAssignmentController } from '../work-item/show-assignment/show-assignment.controller';
import { ShowAssignmentQuery } from '../work-item/show-assignment/show-assignment.query';
import { WorkCommands } from '../work-item/work-commands';
import { WorkItemModule } from '../work-item/work-item.module';
import { WorkReads } from '../work-item/work-reads';
import { ComplaintFiles } from './complaint-files';

/** All that routing keeps of one complaint: work item, clocks, and the commands and events that change them together. */
@Module({
  imports: [WorkItemModule, DirectoryModule],
  controllers: [
    ListWorkItemsController,
    ShowAssignmentController,
    AssessByHandController,
    AcceptAssignmentController,
    ReclassifyController,
    EscalateController,
    ShowClocksController,
    AssessWhenRegistered,
    FollowStory,
    RecomputeWhenCalendarChanges,
  ],
  providers: [
    ComplaintFiles,
    SqlStoryFacts,
    SqlSlaClocks,
    SqlWorkList,
    WorkCommands,
    WorkReads,
    ClockViews,
    AssessByHandHandler,
    AcceptAssignmentHandler,
    ReclassifyHandler,
    EscalateHandler,
    ShowAssignmentQuery,
    ListWorkItemsQuery,
    ClockSweep,
  ],
})
export class ComplaintFileModule {}
