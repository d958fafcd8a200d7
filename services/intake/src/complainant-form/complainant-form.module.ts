import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { MailboxModule } from '../mailbox/mailbox.module';
import { RequestModule } from '../request/request.module';
import { SupplementModule } from '../supplement/supplement.module';
import { ComplainantFormController } from './complainant-form.controller';

/** Plain forms for complainants. */
@Module({
  imports: [RegisterModule, SupplementModule, RequestModule, MailboxModule],
  controllers: [ComplainantFormController],
})
export class ComplainantFormModule {}
