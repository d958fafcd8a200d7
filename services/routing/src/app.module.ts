import { Module } from '@nestjs/common';
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
import { routingDossier } from '@redress/contracts';
import { ComplaintFileModule } from './complaint-file/complaint-file.module';
import { DirectoryModule } from './directory/directory.module';
import { HolderRequestModule } from './holder-request/holder-request.module';

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot({ calendars: true }),
    LifecycleModule.forRoot({ service: 'routing' }),
    MessagingModule.forRoot({ service: 'routing' }),
    VaultModule.forRoot({ dataKeys: 'copies', writes: routingDossier }),
    DisclosureModule.forRoot({ service: 'routing' }),
    DirectoryModule,
    ComplaintFileModule,
    HolderRequestModule,
  ],
})
export class AppModule {}
