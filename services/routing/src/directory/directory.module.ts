import { Module } from '@nestjs/common';
import { WorkItemModule } from '../work-item/work-item.module';
import { ChangeEntryController } from './change-entry/change-entry.controller';
import { ChangeEntryHandler } from './change-entry/change-entry.handler';
import { DirectoryHistory } from './directory-history';
import { DirectoryProposals } from './directory-proposals';
import { DirectoryPublication } from './directory-publication';
import { ExpireProposals } from './expire-proposals/expire-proposals.work';
import { ListChangesController } from './list-changes/list-changes.controller';
import { ListEntriesController } from './list-entries/list-entries.controller';
import { LoadDirectoryFile } from './load-directory-file/load-directory-file';
import { RepairDirectoryPublication } from './repair-publication/repair-publication.consumer';
import { ProposedChangesController } from './settle-proposal/proposed-changes.controller';
import { SettleProposalHandler } from './settle-proposal/settle-proposal.handler';
import { SqlDirectoryRegister } from './sql-directory-register';

/** Units, people and sources, and who changed what. An entry that work hangs on stays. */
@Module({
  imports: [WorkItemModule],
  controllers: [
    ListEntriesController,
    ListChangesController,
    ChangeEntryController,
    ProposedChangesController,
    RepairDirectoryPublication,
  ],
  providers: [
    SqlDirectoryRegister,
    DirectoryHistory,
    DirectoryProposals,
    DirectoryPublication,
    LoadDirectoryFile,
    ChangeEntryHandler,
    SettleProposalHandler,
    ExpireProposals,
  ],
  exports: [SqlDirectoryRegister],
})
export class DirectoryModule {}
