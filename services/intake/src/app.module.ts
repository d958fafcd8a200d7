import { Module } from '@nestjs/common';
import { intakeDossier } from '@redress/contracts';
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
import { AttachmentModule } from './attachment/attachment.module';
import { ComplainantFormModule } from './complainant-form/complainant-form.module';
import { ComplaintViewModule } from './complaint-view/complaint-view.module';
import { ContactLogModule } from './contact-log/contact-log.module';
import { RegisterModule } from './complaint/register.module';
import { DraftModule } from './draft/draft.module';
import { LinkedCaseModule } from './linked-case/linked-case.module';
import { MailboxModule } from './mailbox/mailbox.module';
import { PackModule } from './pack/pack.module';
import { SupplementModule } from './supplement/supplement.module';
import { RequestModule } from './request/request.module';
import { ReturnedMailModule } from './returned-mail/returned-mail.module';
import { UrgingModule } from './urging/urging.module';

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot({ calendars: true }),
    LifecycleModule.forRoot({ service: 'intake' }),
    MessagingModule.forRoot({ service: 'intake' }),
    VaultModule.forRoot({ dataKeys: 'issues', writes: intakeDossier }),
    DisclosureModule.forRoot({ service: 'intake' }),
    RegisterModule,
    DraftModule,
    SupplementModule,
    AttachmentModule,
    MailboxModule,
    ComplainantFormModule,
    RequestModule,
    LinkedCaseModule,
    ContactLogModule,
    UrgingModule,
    ReturnedMailModule,
    ComplaintViewModule,
    PackModule,
  ],
})
export class AppModule {}
