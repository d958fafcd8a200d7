import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { RequestModule } from '../request/request.module';
import { SupplementModule } from '../supplement/supplement.module';
import { LinkedCases } from './linked-cases';
import { RaiseInFollowUpController } from './raise-in-follow-up/raise-in-follow-up.controller';
import { RegisterLinkedCases } from './register-linked-cases.consumer';

/** Complaints that are registered from another one. */
@Module({
  imports: [RegisterModule, RequestModule, SupplementModule],
  controllers: [RegisterLinkedCases, RaiseInFollowUpController],
  providers: [LinkedCases],
})
export class LinkedCaseModule {}
