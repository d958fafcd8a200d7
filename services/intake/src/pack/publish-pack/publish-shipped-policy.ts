import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { policyCalendar } from '@redress/contracts';
import { Outbox } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import {
  readCalendarFiles,
  readPackFiles,
  SHIPPED_CALENDAR_DIR,
  SHIPPED_PACK_DIR,
  type PolicyPack,
} from '@redress/policy';
import { Feeds, ServiceConfig } from '@redress/service-host';
import { BusinessClock, type CalendarDocument } from '@redress/time';
import { PublishPack } from './publish-pack.handler';

const PLATFORM = 'platform';

/** Publishes, when the service starts, the packs and calendars of the installation that are not published yet. */
@Injectable()
export class PublishShippedPolicy implements OnApplicationBootstrap {
  private readonly packDirectory: string;

  constructor(
    config: ServiceConfig,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly feeds: Feeds,
    private readonly publishPack: PublishPack,
    private readonly clock: BusinessClock,
  ) {
    this.packDirectory = config.text('REDRESS_PACK_DIR', SHIPPED_PACK_DIR);
  }

  /** @throws Error naming file, line and rule when a file cannot be used; the service then does not start */
  async onApplicationBootstrap(): Promise<void> {
    const calendars = readCalendarFiles(SHIPPED_CALENDAR_DIR);
    const calendarIds = calendars.map((calendar) => calendar.id);
    const packs = this.readPacks(calendarIds);
    await this.database.transaction(async (tx) => {
      // First the packs: their publication lock lets one replica at a time do all of this.
      await this.publishPack.install(tx, packs, calendarIds);
      await this.publishCalendars(tx, calendars);
    });
    await this.feeds.refresh();
  }

  private readPacks(calendars: readonly string[]): PolicyPack[] {
    const files = readPackFiles(this.packDirectory, { calendars });
    const faults = files.flatMap(({ file, problems = [] }) =>
      problems.map(({ line, rule, message }) => `${file}:${line} ${rule}: ${message}`),
    );
    if (faults.length > 0) throw new Error(`Policy packs cannot be used:\n${faults.join('\n')}`);
    return files.flatMap(({ pack }) => (pack ? [pack] : []));
  }

  private async publishCalendars(tx: Transaction, calendars: readonly CalendarDocument[]): Promise<void> {
    const { rows } = await tx.query<{ id: string; content: unknown }>('select id, content from policy_calendar');
    const published = new Map(rows.map((row) => [row.id, row.content]));
    const changed = calendars.filter((calendar) => !isDeepStrictEqual(calendar, published.get(calendar.id)));
    if (changed.length === 0) return;
    const documents = changed.map((calendar) => ({ id: calendar.id, content: { ...calendar } }));
    await this.feeds.keepCalendars(tx, new Map(documents.map((document) => [document.id, document])));
    for (const { id } of documents) tx.heldKeys.add(id);
    await this.outbox.appendDocuments(
      tx,
      documents.map((data) => ({
        contract: policyCalendar,
        key: data.id,
        organisationId: PLATFORM,
        at: this.clock.now(),
        data,
      })),
    );
  }
}
