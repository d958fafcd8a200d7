import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { Mailbox } from './mailbox';
import { MessagesController } from './messages.controller';
import { PortalMailboxController } from './portal-mailbox.controller';
import { SqlMailbox } from './sql-mailbox';
import { WriteMessage } from './write-message/write-message.handler';

/** The two-way mailbox of anonymous complainants. */
@Module({
  imports: [RegisterModule],
  controllers: [MessagesController, PortalMailboxController],
  providers: [{ provide: Mailbox, useClass: SqlMailbox }, WriteMessage],
  exports: [WriteMessage],
})
export class MailboxModule {}
