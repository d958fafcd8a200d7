import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { MakeRequest } from './make-request/make-request.handler';
import { PortalRequestController } from './make-request/portal-request.controller';
import { RequestsController } from './make-request/requests.controller';
import { RecordRequestAnswers } from './record-answer/record-request-answers.consumer';
import { Requests } from './requests';
import { SqlRequests } from './sql-requests';

/** Requests to the holder of a complaint, and what became of them. */
@Module({
  imports: [RegisterModule],
  controllers: [RequestsController, PortalRequestController, RecordRequestAnswers],
  providers: [{ provide: Requests, useClass: SqlRequests }, MakeRequest],
  exports: [Requests],
})
export class RequestModule {}
