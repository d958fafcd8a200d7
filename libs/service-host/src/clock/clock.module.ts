import { Global, Module } from '@nestjs/common';
import type { Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { BusinessClock, RealClock } from '@redress/time';
import { LOGGER } from '../logger-token';
import { ServiceProcess } from '../process/service-process';
import { ServiceConfig } from '../service-config';
import { StoredDrivenClock } from './stored-driven-clock';

/** Business time. The endpoints of the driven clock belong to the host, which knows before any module whether there is one. */
@Global()
@Module({
  providers: [
    {
      provide: BusinessClock,
      inject: [ServiceProcess, ServiceConfig, Database, LOGGER],
      useFactory: async (
        process: ServiceProcess,
        config: ServiceConfig,
        database: Database,
        logger: Logger,
      ): Promise<BusinessClock> => {
        const wish = config.clock();
        if (wish.kind === 'real') return new RealClock();
        const clock = await StoredDrivenClock.open(database, wish.startsAt, (error) =>
          logger.error({ err: error }, 'the driven clock could not be stored'),
        );
        process.atEnd(() => clock.settled());
        return clock;
      },
    },
  ],
  exports: [BusinessClock],
})
export class ClockModule {}
