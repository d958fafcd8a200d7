import { DisclosureAlarm } from '@redress/disclosure';
import { httpMigrations, Problem, RateLimiter } from '@redress/http';
import { Database } from '@redress/persistence';
import { ServiceConfig } from '@redress/service-host/config';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { RevealLimit } from './reveal-limit';

const READER = 'staff:hua.calls';
const TEN_MINUTES = 600;

class Alarms extends DisclosureAlarm {
  readonly limited: string[] = [];

  override revealsLimited(readerId: string): void {
    this.limited.push(readerId);
  }

  override manyComplaints(): void {}
}

// PR-01
describe('how many contacts one person may reveal', () => {
  let suite: TestSuite;
  let database: Database;
  let alarms: Alarms;

  beforeAll(async () => {
    suite = await testInfrastructure();
    database = new Database({
      url: await suite.databaseUrl('reveal_limit'),
      applicationName: 'reveal-limit-spec',
      migrations: httpMigrations,
    });
    await database.open();
  }, 240_000);

  afterAll(async () => {
    await database?.close();
    await suite?.cleanup();
  });

  /** Another replica: it remembers nothing of those before. */
  const replica = () =>
    new RevealLimit(
      new RateLimiter(database),
      alarms,
      new ServiceConfig({ REDRESS_REVEALS_PER_TEN_MINUTES: '2', REDRESS_REVEALS_PER_DAY: '3' }),
    );
  const secondsUntil = async (limit: RevealLimit, readerId = READER): Promise<number> =>
    limit.take(readerId).then(
      () => 0,
      (error: unknown) => (error instanceof Problem ? (error.members.retryAfterSeconds ?? 0) : Number.NaN),
    );
  const tenMinutesPass = () =>
    database.query(`update rate_limit set ends_at = ends_at - make_interval(secs => $1)`, [TEN_MINUTES]);

  it('is so many in ten minutes, and so many in a day however they are spread', async () => {
    alarms = new Alarms();
    const first = replica();

    expect([await secondsUntil(first), await secondsUntil(first)]).toEqual([0, 0]);
    const soon = await secondsUntil(first);
    expect(soon).toBeGreaterThan(0);
    expect(soon).toBeLessThanOrEqual(TEN_MINUTES);

    await tenMinutesPass();
    const second = replica();
    expect(await secondsUntil(second)).toBe(0);
    const late = await secondsUntil(second);
    expect(late).toBeGreaterThan(TEN_MINUTES);
    expect(late).toBeLessThanOrEqual(86_400);
    expect(await secondsUntil(second, 'staff:lin.intake')).toBe(0);
    expect(alarms.limited).toEqual([READER, READER]);
  });
});
