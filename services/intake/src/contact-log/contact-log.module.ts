import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { ContactLog } from './contact-log';
import { ListContactsController } from './list-contacts/list-contacts.controller';
import { LogContactController } from './log-contact/log-contact.controller';
import { LogContact } from './log-contact/log-contact.handler';
import { SqlContactLog } from './sql-contact-log';

/** The log of contacts between staff and complainants. */
@Module({
  imports: [RegisterModule],
  controllers: [LogContactController, ListContactsController],
  providers: [{ provide: ContactLog, useClass: SqlContactLog }, LogContact],
})
export class ContactLogModule {}
