import { Module } from '@nestjs/common';
import { WorkItemModule } from '../work-item/work-item.module';
import { ChangeEntryController } from './change-entry/change-entry.controller';
import { ChangeEntryHandler } from './change-entry/change-entry.handler';
import { DirectoryPublication } from './directory-publication';
import { ListEntriesController } from './list-entries/list-entries.controller';
import { LoadDirectoryFile } from './load-directory-file/load-directory-file';
import { RepairDirectoryPublication } from './repair-publication/repair-publication.consumer';
import { SqlDirectoryRegister } from './sql-directory-register';

/** Units and people. An entry that work hangs on stays. */
@Module({
  imports: [WorkItemModule],
  controllers: [ListEntriesController, ChangeEntryController, RepairDirectoryPublication],
  providers: [SqlDirectoryRegister, DirectoryPublication, LoadDirectoryFile, ChangeEntryHandler],
  exports: [SqlDirectoryRegister],
})
export class DirectoryModule {}
