import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { DraftDesk } from './draft-desk';
import { DraftsController } from './drafts.controller';
import { RegisterDueDrafts } from './register-due-drafts.work';
import { SqlDrafts } from './sql-drafts';

/** Complaints that were captured and are not registered yet. */
@Module({
  imports: [RegisterModule],
  controllers: [DraftsController],
  providers: [SqlDrafts, DraftDesk, RegisterDueDrafts],
})
export class DraftModule {}
