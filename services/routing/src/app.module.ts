import { Module } from '@nestjs/common';
import {
  AccessModule,
  ClockModule,
  KeyRingModule,
  LifecycleModule,
  MessagingModule,
  PersistenceModule,
  PolicyModule,
} from '@redress/service-host';
import { ComplaintFileModule } from './complaint-file/complaint-file.module';
import { DirectoryModule } from './directory/directory.module';

/** Keeps no personal data; the key ring is for parked records of the directory. */
@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot({ calendars: true }),
    LifecycleModule.forRoot({ service: 'routing' }),
    MessagingModule.forRoot({ service: 'routing' }),
    KeyRingModule,
    DirectoryModule,
    ComplaintFileModule,
  ],
})
export class AppModule {}
