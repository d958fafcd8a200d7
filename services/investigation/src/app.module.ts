import { Module } from '@nestjs/common';
import { investigationDossier } from '@redress/contracts';
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
import { InvestigationCaseModule } from './investigation-case/investigation-case.module';

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot(),
    LifecycleModule.forRoot({ service: 'investigation' }),
    MessagingModule.forRoot({ service: 'investigation' }),
    VaultModule.forRoot({ dataKeys: 'copies', writes: investigationDossier }),
    DisclosureModule.forRoot({ service: 'investigation' }),
    InvestigationCaseModule,
  ],
})
export class AppModule {}
