import { Module } from '@nestjs/common';
import {
  AccessModule,
  ClockModule,
  LifecycleModule,
  MessagingModule,
  PersistenceModule,
  PolicyModule,
  ReadBackModule,
} from '@redress/service-host';
import { OverviewModule } from './overview/overview.module';
import { ProjectionsModule } from './overview/projections.module';
import { OwnSnapshots } from './overview/publish-snapshots/own-snapshots';

/** Has no module that knows keys, so that it can never read personal data (contracts, section 4). */
@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot(),
    LifecycleModule.forRoot({ service: 'analytics' }),
    MessagingModule.forRoot({ service: 'analytics' }),
    ReadBackModule.forRoot({
      imports: [ProjectionsModule],
      documents: [{ topic: 'complaint.state.v1', provider: OwnSnapshots }],
    }),
    OverviewModule,
  ],
})
export class AppModule {}
