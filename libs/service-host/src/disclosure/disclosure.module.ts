import { Module, type DynamicModule } from '@nestjs/common';
import { Directory } from '@redress/access';
import type { ServiceName } from '@redress/contracts';
import { DisclosureAlarm, DisclosureLog } from '@redress/disclosure';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ServiceConfig } from '../service-config';
import { disclosuresController } from './disclosures.controller';
import { LoggedDisclosureAlarm } from './logged-disclosure-alarm';

/** The log of who opened personal data in this service, with its endpoints. Needs the `VaultModule`. */
@Module({})
export class DisclosureModule {
  static forRoot({ service }: { readonly service: ServiceName }): DynamicModule {
    return {
      module: DisclosureModule,
      global: true,
      controllers: [disclosuresController(service)],
      providers: [
        { provide: DisclosureAlarm, useClass: LoggedDisclosureAlarm },
        {
          provide: DisclosureLog,
          inject: [Database, Directory, BusinessClock, DisclosureAlarm, ServiceConfig],
          useFactory: (
            database: Database,
            directory: Directory,
            clock: BusinessClock,
            alarm: DisclosureAlarm,
            config: ServiceConfig,
          ) =>
            new DisclosureLog(database, directory, clock, alarm, {
              manyComplaints: config.integer('REDRESS_MANY_COMPLAINTS_PER_HOUR', 100, { min: 2, max: 100_000 }),
            }),
        },
      ],
      exports: [DisclosureAlarm, DisclosureLog],
    };
  }
}
