import './routing.problems';
import { defineService } from '@redress/service-host';
import { AppModule } from './app.module';
import { ClocksWithoutCalendarIndex1764000000108 } from './database/migrations/clocks-without-calendar-index.migration';
import { DirectoryChanges1764000000103 } from './database/migrations/directory-changes.migration';
import { DueClocksInPages1764000000105 } from './database/migrations/due-clocks-in-pages.migration';
import { RoomForVersions1764000000107 } from './database/migrations/room-for-versions.migration';
import { Routing1764000000101 } from './database/migrations/routing.migration';
import { StatesOfHandlersByUnit1764000000106 } from './database/migrations/states-of-handlers-by-unit.migration';
import { WorkOfHandlersByUnit1764000000104 } from './database/migrations/work-of-handlers-by-unit.migration';
import { WorkListLanes1764000000102 } from './database/migrations/work-list-lanes.migration';
import { subscriptions } from './subscriptions';

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
  subscriptions,
  module: AppModule,
});
