import { Module } from '@nestjs/common';
import { intakeDossier, investigationDossier } from '@redress/contracts';
import {
  AccessModule,
  ClockModule,
  DisclosureModule,
  LifecycleModule,
  MessagingModule,
  PersistenceModule,
  PolicyModule,
  VaultModule,
} from '@redress/service-host';
import { AnswerQuestionsModule } from './answer-questions/answer-questions.module';
import { HolderRequestModule } from './holder-request/holder-request.module';
import { InvestigationCaseModule } from './investigation-case/investigation-case.module';

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot(),
    LifecycleModule.forRoot({ service: 'investigation' }),
    MessagingModule.forRoot({ service: 'investigation' }),
    VaultModule.forRoot({ dataKeys: 'copies', writes: investigationDossier, copies: [intakeDossier] }),
    DisclosureModule.forRoot({ service: 'investigation' }),
    InvestigationCaseModule,
    HolderRequestModule,
    AnswerQuestionsModule,
  ],
})
export class AppModule {}
