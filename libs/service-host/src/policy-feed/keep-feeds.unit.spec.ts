import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Received } from '@redress/contracts';
import { Unprocessable } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { parsePack, type PolicyPack } from '@redress/policy';
import type { CalendarEntry, Feeds, PackEntry } from './feeds';
import { KeepCalendars, KeepPacks } from './keep-feeds.consumer';

const TX = {} as Transaction;
const SHIPPED = join(__dirname, '..', '..', '..', 'policy', 'packs', 'general-service.v1.yaml');

const received = <T>(key: string, data: T) => ({ key, data }) as Received<T>;
const aPack = (change: Partial<PackEntry> = {}): PackEntry => {
  const calendars = ['CN', 'CN-7X24', 'UTC'];
  const pack = parsePack(readFileSync(SHIPPED, 'utf8'), { calendars }).pack as PolicyPack;
  const { id, version, effectiveFrom } = pack;
  return { id, version, effectiveFrom, publishedAt: effectiveFrom, content: { ...pack }, ...change };
};

describe('policy that a service keeps', () => {
  const feeds = { keepPacks: jest.fn(), keepCalendars: jest.fn() };

  beforeEach(() => jest.resetAllMocks());

  it('is stored when it can be loaded', async () => {
    await new KeepPacks(feeds as unknown as Feeds).on([received<PackEntry | null>('GENERAL_SERVICE:1', aPack())], TX);
    await new KeepCalendars(feeds as unknown as Feeds).on([received<CalendarEntry | null>('CN', null)], TX);

    expect(feeds.keepPacks).toHaveBeenCalledTimes(1);
    expect(feeds.keepCalendars).toHaveBeenCalledTimes(1);
  });

  it.each([{ content: {} }, { version: 7 }, { id: 'ANOTHER' }])(
    'is parked when its pack could not be: %j',
    async (change) => {
      const taken = new KeepPacks(feeds as unknown as Feeds).on([received<PackEntry | null>('x', aPack(change))], TX);

      await expect(taken).rejects.toThrow(Unprocessable);
      expect(feeds.keepPacks).not.toHaveBeenCalled();
    },
  );

  it('is parked when its calendar could not be', async () => {
    const entry: CalendarEntry = { id: 'CN', content: {} };
    const taken = new KeepCalendars(feeds as unknown as Feeds).on([received<CalendarEntry | null>('CN', entry)], TX);

    await expect(taken).rejects.toThrow(Unprocessable);
    expect(feeds.keepCalendars).not.toHaveBeenCalled();
  });
});
