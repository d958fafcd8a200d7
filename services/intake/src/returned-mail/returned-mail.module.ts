import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { ReportReturnedMailController } from './report-returned-mail.controller';
import { ReportReturnedMailHandler } from './report-returned-mail.handler';

/** Letters that came back to the mailbox of the enterprise. */
@Module({
  imports: [RegisterModule],
  controllers: [ReportReturnedMailController],
  providers: [ReportReturnedMailHandler],
})
export class ReturnedMailModule {}
