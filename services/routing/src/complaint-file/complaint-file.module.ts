import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module';
import { ClockViews } from '../sla-clock/clock-views';
import { RecomputeWhenCalendarChanges } from '../sla-clock/recompute-when-calendar-changes/recompute-when-calendar-changes.consumer';
import { ShowClocksController } from './show-clocks/show-clocks.controller';
import { SqlSlaClocks } from '../sla-clock/sql-sla-clocks';
import { SqlStoryFacts } from '../sla-clock/sql-story-facts';
import { ClockSweep } from './sweep/clock-sweep.worker';
import { AcceptAssignmentController } from './accept-assignment/accept-assignment.controller';
import { AcceptAssignmentHandler } from './accept-assignment/accept-assignment.handler';
import { AssessByHandController } from './assess-by-hand/assess-by-hand.controller';
import { AssessByHandHandler } from './assess-by-hand/assess-by-hand.handler';
import { AssessWhenRegistered } from './assess-when-registered/assess-when-registered.consumer';
import { EscalateController } from './escalate/escalate.controller';
import { EscalateHandler } from './escalate/escalate.handler';
import { FollowStory } from './follow-story/follow-story.consumer';
import { ListWorkItemsController } from './list-work-items/list-work-items.controller';
import { ListWorkItemsQuery } from './list-work-items/list-work-items.query';
import { SqlWorkList } from './list-work-items/sql-work-list';
import { ReclassifyController } from './reclassify/reclassify.controller';
import { ReclassifyHandler } from './reclassify/reclassify.handler';
import { ShowAssignmentController } from './show-assignment/show-assignment.controller';
import { ShowAssignmentQuery } from './show-assignment/show-assignment.query';
import { WorkCommands } from './work-commands';
import { WorkItemModule } from '../work-item/work-item.module';
import { WorkReads } from './work-reads';
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
