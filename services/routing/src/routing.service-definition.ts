import './routing.problems';
import { defineService } from '@redress/service-host';
import { ComplaintFiles } from './complaint-file/complaint-files';
import { ClocksWithoutCalendarIndex1764000000108 } from './database/migrations/clocks-without-calendar-index.migration';
import { DirectoryChanges1764000000103 } from './database/migrations/directory-changes.migration';
import { DueClocksInPages1764000000105 } from './database/migrations/due-clocks-in-pages.migration';
import { RoomForVersions1764000000107 } from './database/migrations/room-for-versions.migration';
import { Routing1764000000101 } from './database/migrations/routing.migration';
import { StatesOfHandlersByUnit1764000000106 } from './database/migrations/states-of-handlers-by-unit.migration';
import { WorkOfHandlersByUnit1764000000104 } from './database/migrations/work-of-handlers-by-unit.migration';
import { WorkListLanes1764000000102 } from './database/migrations/work-list-lanes.migration';
import { ChangeEntryController } from './directory/change-entry/change-entry.controller';
import { ChangeEntryHandler } from './directory/change-entry/change-entry.handler';
import { DirectoryPublication } from './directory/directory-publication';
import { ListEntriesController } from './directory/list-entries/list-entries.controller';
import { LoadDirectoryFile } from './directory/load-directory-file/load-directory-file';
import { SqlDirectoryRegister } from './directory/sql-directory-register';
import { ClockViews } from './sla-clock/clock-views';
import { ShowClocksController } from './sla-clock/show-clocks/show-clocks.controller';
import { SqlSlaClocks } from './sla-clock/sql-sla-clocks';
import { SqlStoryFacts } from './sla-clock/sql-story-facts';
import { ClockSweep } from './sla-clock/sweep/clock-sweep.worker';
import { subscriptions } from './subscriptions';
import { AcceptAssignmentController } from './work-item/accept-assignment/accept-assignment.controller';
import { AcceptAssignmentHandler } from './work-item/accept-assignment/accept-assignment.handler';
import { AssessByHandController } from './work-item/assess-by-hand/assess-by-hand.controller';
import { AssessByHandHandler } from './work-item/assess-by-hand/assess-by-hand.handler';
import { EscalateController } from './work-item/escalate/escalate.controller';
import { EscalateHandler } from './work-item/escalate/escalate.handler';
import { ListWorkItemsController } from './work-item/list-work-items/list-work-items.controller';
import { ListWorkItemsQuery } from './work-item/list-work-items/list-work-items.query';
import { SqlWorkList } from './work-item/list-work-items/sql-work-list';
import { ReclassifyController } from './work-item/reclassify/reclassify.controller';
import { ReclassifyHandler } from './work-item/reclassify/reclassify.handler';
import { ShowAssignmentController } from './work-item/show-assignment/show-assignment.controller';
import { ShowAssignmentQuery } from './work-item/show-assignment/show-assignment.query';
import { SqlStaffLoads } from './work-item/sql-staff-loads';
import { SqlWorkItems } from './work-item/sql-work-items';
import { WorkCommands } from './work-item/work-commands';
import { WorkReads } from './work-item/work-reads';

/** Routing: assessment, rules, units and directory, work list, assignment, clocks, escalation. */
export const routingService = defineService({
  name: 'routing',
  title: 'Redress routing',
  description: 'Assessment, assignment, work list, directory, clocks and escalation.',
  migrations: [
    Routing1764000000101,
    WorkListLanes1764000000102,
    DirectoryChanges1764000000103,
    WorkOfHandlersByUnit1764000000104,
    DueClocksInPages1764000000105,
    StatesOfHandlersByUnit1764000000106,
    RoomForVersions1764000000107,
    ClocksWithoutCalendarIndex1764000000108,
  ],
  consumers: subscriptions,
  controllers: [
    ListWorkItemsController,
    ShowAssignmentController,
    AssessByHandController,
    AcceptAssignmentController,
    ReclassifyController,
    EscalateController,
    ShowClocksController,
    ListEntriesController,
    ChangeEntryController,
  ],
  providers: [
    ComplaintFiles,
    SqlWorkItems,
    SqlStaffLoads,
    SqlStoryFacts,
    SqlSlaClocks,
    SqlDirectoryRegister,
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
    DirectoryPublication,
    LoadDirectoryFile,
    ChangeEntryHandler,
    ClockSweep,
  ],
  workers: [ClockSweep],
  follows: { packs: true, calendars: true },
});
