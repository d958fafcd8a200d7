import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { RecordRequestAnswers } from './record-answer/record-request-answers.consumer';
import { PortalRequestController } from './request-withdrawal/portal-request.controller';
import { RequestWithdrawalController } from './request-withdrawal/request-withdrawal.controller';
import { RequestWithdrawal } from './request-withdrawal/request-withdrawal.handler';
import { Requests } from './requests';
import { SqlRequests } from './sql-requests';

/** Requests to the holder of a complaint, and what became of them. */
@Module({
  imports: [RegisterModule],
  controllers: [RequestWithdrawalController, PortalRequestController, RecordRequestAnswers],
  providers: [{ provide: Requests, useClass: SqlRequests }, RequestWithdrawal],
  exports: [Requests],
})
export class RequestModule {}
