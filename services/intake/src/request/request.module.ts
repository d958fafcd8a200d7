import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { FollowMerges } from './merge/follow-merges.consumer';
import { JudgeMerge } from './merge/judge-merge';
import { LeaveCase } from '../party/leave-case';
import { PartyModule } from '../party/party.module';
import { AskHolder } from './ask-holder';
import { MakeRequest } from './make-request/make-request.handler';
import { PortalRequestController } from './make-request/portal-request.controller';
import { RequestsController } from './make-request/requests.controller';
import { RecordRequestAnswers } from './record-answer/record-request-answers.consumer';
import { Requests } from './requests';
import { SqlRequests } from './sql-requests';

/** Requests to the holder of a complaint, and what became of them. */
@Module({
  imports: [RegisterModule, PartyModule],
  controllers: [RequestsController, PortalRequestController, RecordRequestAnswers, FollowMerges],
  providers: [{ provide: Requests, useClass: SqlRequests }, AskHolder, MakeRequest, JudgeMerge, LeaveCase],
  exports: [MakeRequest, Requests],
})
export class RequestModule {}
