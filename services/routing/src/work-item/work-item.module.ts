import { Module } from '@nestjs/common';
import { SqlStaffLoads } from './sql-staff-loads';
import { SqlWorkItems } from './sql-work-items';

/** Work items, and how much each handler has. */
@Module({
  providers: [SqlWorkItems, SqlStaffLoads],
  exports: [SqlWorkItems, SqlStaffLoads],
})
export class WorkItemModule {}
