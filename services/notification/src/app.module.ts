import { Module } from '@nestjs/common';
import { intakeDossier, investigationDossier, resolutionDossier, routingDossier } from '@redress/contracts';
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
import { InboxModule } from './inbox/inbox.module';
import { LettersModule } from './letters/letters.module';
import { MailboxModule } from './mailbox/mailbox.module';

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot(),
    LifecycleModule.forRoot({ service: 'notification' }),
    MessagingModule.forRoot({ service: 'notification' }),
    VaultModule.forRoot({
      dataKeys: 'copies',
      copies: [intakeDossier, investigationDossier, resolutionDossier, routingDossier],
    }),
    DisclosureModule.forRoot({ service: 'notification' }),
    LettersModule,
    MailboxModule,
    InboxModule,
  ],
})
export class AppModule {}
