import { Global, Module } from '@nestjs/common';
import { Directory, InMemoryDirectory } from '@redress/access';
import type { Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { PackRegistry } from '@redress/policy';
import { BusinessClock, CalendarRegistry } from '@redress/time';
import { LOGGER } from '../logger-token';
import { ServiceProcess } from '../process/service-process';
import { Feeds } from './feeds';
import { RefreshFeeds } from './refresh-feeds.work';

/** Packs, calendars and directory in memory, as they are in the database; what is read into it, other modules say. */
@Global()
@Module({
  providers: [
    {
      provide: Feeds,
      inject: [ServiceProcess, Database, LOGGER, BusinessClock],
      useFactory: async (process: ServiceProcess, database: Database, logger: Logger, clock: BusinessClock) => {
        const directory = new InMemoryDirectory(() => clock.now());
        const feeds = new Feeds(database, new PackRegistry(), new CalendarRegistry(), directory, logger);
        process.atEnd(() => feeds.settled());
        await feeds.refresh();
        return feeds;
      },
    },
    { provide: PackRegistry, inject: [Feeds], useFactory: (feeds: Feeds) => feeds.packs },
    { provide: CalendarRegistry, inject: [Feeds], useFactory: (feeds: Feeds) => feeds.calendars },
    { provide: Directory, inject: [Feeds], useFactory: (feeds: Feeds) => feeds.directory },
    RefreshFeeds,
  ],
  exports: [Feeds, PackRegistry, CalendarRegistry, Directory],
})
export class FeedsModule {}
