import { Database, type Transaction } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import type { InjectOptions, Response } from 'light-my-request';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { exampleApp } from '../example-app.spec';
import { httpMigrations, IdempotencyStore, RateLimiter, type HttpApp, type HttpAppOptions } from '../index';

class ExampleTables1796100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table thing (id uuid primary key, version int not null)');
    await runner.query(
      'create table note (id serial primary key, complaint_id uuid not null, author text, length int)',
    );
  }

  async down(): Promise<void> {}
}

const COMPLAINT = '019a9d6e-7a00-7000-8000-000000000001';
const OTHER = '019a9d6e-7a00-7000-8000-000000000002';

describe('commands and limits on a real database, with two replicas', () => {
  let suite: TestSuite;
  let database: Database;
  let one: HttpApp;
  let two: HttpApp;

  beforeAll(async () => {
    suite = await testInfrastructure();
    database = new Database({
      url: await suite.databaseUrl('http'),
      applicationName: 'http-spec',
      migrations: [...httpMigrations, ExampleTables1796100000000],
    });
    await database.open();
    one = await exampleApp({ database });
    two = await exampleApp({ database });
  });

  afterAll(async () => {
    await Promise.all([one?.close(), two?.close()]);
    await database?.close();
    await suite?.cleanup();
  });

  beforeEach(async () => {
    await database.query('truncate thing, note, idempotency_key, rate_limit');
    await database.query('insert into thing values ($1, 1), ($2, 1)', [COMPLAINT, OTHER]);
  });

  const addNote = (
    http: HttpApp,
    over: { key?: string; text?: string; version?: number; complaint?: string; sub?: string } = {},
  ) =>
    http.app.inject({
      method: 'POST',
      url: `/v1/complaints/${over.complaint ?? COMPLAINT}/notes`,
      headers: {
        authorization: `Bearer ${over.sub ?? 'staff.lin'}`,
        'idempotency-key': over.key ?? 'k-1',
        'if-match': `"${over.version ?? 1}"`,
      },
      payload: { text: over.text ?? 'rang back' },
    } satisfies InjectOptions);
  const count = async (table: string): Promise<number> =>
    Number((await database.query<{ count: string }>(`select count(*) from ${table}`)).rows[0]?.count);
  const type = (response: Response): string => response.json().type;

  describe('an idempotent command', () => {
    it('runs once and answers a repeat alike, on any replica', async () => {
      const first = await addNote(one);
      const repeat = await addNote(two);

      expect([first.statusCode, first.json().version, first.headers.etag]).toEqual([201, 2, '"2"']);
      expect(repeat.json()).toEqual(first.json());
      expect([repeat.statusCode, repeat.headers.etag]).toEqual([201, '"2"']);
      expect([first.headers['idempotency-replayed'], repeat.headers['idempotency-replayed']]).toEqual([
        undefined,
        'true',
      ]);
      expect(await count('note')).toBe(1);
    });

    it('refuses a key that was used for another content', async () => {
      await addNote(one);

      const other = await addNote(two, { text: 'something else' });

      expect([other.statusCode, type(other)]).toEqual([422, 'urn:redress:problem:idempotency-mismatch']);
      expect(await count('note')).toBe(1);
    });

    it('keeps the keys of different callers apart', async () => {
      await addNote(one);

      const colleague = await addNote(one, { sub: 'staff.wu', version: 2 });

      expect([colleague.statusCode, colleague.headers['idempotency-replayed']]).toEqual([201, undefined]);
      expect(await count('note')).toBe(2);
    });

    it('takes the same key for another complaint as a mistake', async () => {
      await addNote(one);

      const elsewhere = await addNote(one, { complaint: OTHER });

      expect([elsewhere.statusCode, type(elsewhere)]).toEqual([422, 'urn:redress:problem:idempotency-mismatch']);
    });

    it('runs once when twins arrive at the same time', async () => {
      const responses = await Promise.all([one, two, one, two, one, two].map((http) => addNote(http)));

      expect(new Set(responses.map((response) => response.body)).size).toBe(1);
      expect(responses.map((response) => response.statusCode)).toEqual(Array(6).fill(201));
      expect(responses.filter((response) => response.headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
      expect(await count('note')).toBe(1);
    });

    it('keeps nothing of a failure, so that the same key may be tried again', async () => {
      const stale = await addNote(one, { version: 7 });
      const right = await addNote(one, { version: 1 });

      expect([stale.statusCode, right.statusCode]).toEqual([412, 201]);
      expect(await count('note')).toBe(1);
    });

    it('undoes the effect of a command that is refused half way', async () => {
      const refused = await addNote(one, { text: 'forbidden' });

      expect([refused.statusCode, type(refused)]).toEqual([409, 'urn:redress:problem:blocked']);
      expect(refused.json().blockedBy).toEqual([{ code: 'NOT_THE_DRAFTER', whoCan: [{ role: 'CASE_LEAD' }] }]);
      expect([await count('note'), await count('idempotency_key')]).toEqual([0, 0]);
    });
  });

  describe('a versioned command', () => {
    it('says which version stands when the one sent is stale', async () => {
      await addNote(one, { key: 'k-1' });

      const late = await addNote(one, { key: 'k-2' });

      expect([late.statusCode, type(late)]).toEqual([412, 'urn:redress:problem:stale-version']);
      expect(late.json().currentVersion).toBe(2);
      expect(late.headers.etag).toBe('"2"');
    });

    it('lets one of two racing writers win', async () => {
      const responses = await Promise.all([addNote(one, { key: 'a' }), addNote(two, { key: 'b' })]);

      expect(responses.map((response) => response.statusCode).sort()).toEqual([201, 412]);
      expect(await count('note')).toBe(1);
    });

    it('answers 404 for a complaint that is not there', async () => {
      const missing = await addNote(one, { complaint: '019a9d6e-7a00-7000-8000-000000000009' });

      expect([missing.statusCode, type(missing)]).toEqual([404, 'urn:redress:problem:not-found']);
    });
  });

  describe('the idempotency store', () => {
    const keyed = { principal: 'staff:lin', route: 'POST /x', key: 'k', requestHash: Buffer.from('h') };

    it('says that a twin is still running when it takes too long', async () => {
      const store = new IdempotencyStore(database);
      let finish: (() => void) | undefined;
      const running = database.transaction(async (tx: Transaction) => {
        await store.begin(tx, keyed);
        await new Promise<void>((resolve) => (finish = resolve));
      });
      while (!finish) await new Promise((resolve) => setImmediate(resolve));

      const twin = database.transaction((tx) => store.begin(tx, keyed));

      await expect(twin).rejects.toMatchObject({
        status: 409,
        problem: 'in-flight',
        members: { retryAfterSeconds: 1 },
      });
      finish();
      await running;
    });

    it('lets the twin run when the first one failed', async () => {
      const store = new IdempotencyStore(database);
      let fail: ((error: Error) => void) | undefined;
      const failing = database.transaction(async (tx) => {
        await store.begin(tx, keyed);
        await new Promise<void>((_, reject) => (fail = reject));
      });
      while (!fail) await new Promise((resolve) => setImmediate(resolve));

      const twin = database.transaction((tx) => store.begin(tx, keyed));
      fail(new Error('the first one failed'));

      await expect(failing).rejects.toThrow('the first one failed');
      await expect(twin).resolves.toBeUndefined();
    });

    it('forgets keys after seven days', async () => {
      await addNote(one);
      await addNote(one, { key: 'k-2', version: 2 });
      await database.query(`update idempotency_key set created_at = now() - interval '169 hours' where key = 'k-1'`);

      await new IdempotencyStore(database).sweep();

      expect((await database.query('select key from idempotency_key')).rows).toEqual([{ key: 'k-2' }]);
    });
  });

  describe('a rate limit', () => {
    const greet = (http: HttpApp, remoteAddress: string) => http.app.inject({ url: '/v1/limited', remoteAddress });

    it('counts over both replicas, address by address', async () => {
      const responses = [];
      for (const http of [one, two, one, two, one]) responses.push(await greet(http, '203.0.113.1'));
      const neighbour = await greet(one, '203.0.113.2');

      expect(responses.map((response) => response.statusCode)).toEqual([200, 200, 200, 429, 429]);
      expect(responses[3] && type(responses[3])).toBe('urn:redress:problem:too-many-requests');
      expect(Number(responses[3]?.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(responses[3]?.headers['retry-after'])).toBeLessThanOrEqual(60);
      expect(neighbour.statusCode).toBe(200);
    });

    it('counts each route for itself', async () => {
      const elsewhere = (remoteAddress: string) => one.app.inject({ url: '/v1/limited-too', remoteAddress });
      for (let call = 0; call < 4; call += 1) await greet(one, '203.0.113.9');

      expect((await greet(one, '203.0.113.9')).statusCode).toBe(429);
      expect((await elsewhere('203.0.113.9')).statusCode).toBe(200);
    });

    it('counts an IPv6 network as one, also where a handler takes the point itself', async () => {
      const take = (address: string) =>
        new RateLimiter(database).take('by hand', address, { points: 1, perSeconds: 60, by: 'ip' }).then(
          () => 'taken',
          ({ status }: { status: number }) => status,
        );

      expect(await take('2001:db8:1:2::1')).toBe('taken');
      expect(await take('2001:db8:1:2:ffff::9')).toBe(429);
      expect(await take('2001:db8:1:3::1')).toBe('taken');
    });

    it('holds when all calls come at once', async () => {
      const responses = await Promise.all(
        Array.from({ length: 12 }, (_, at) => greet(at % 2 ? one : two, '203.0.113.3')),
      );

      expect(responses.filter((response) => response.statusCode === 200)).toHaveLength(3);
    });

    it('counts a network of IPv6 once, whichever of its addresses calls', async () => {
      const statuses = [];
      for (const end of ['1', '2', 'ffff:ffff:ffff:ffff', '3']) {
        statuses.push((await greet(one, `2001:db8:1:2:${end.includes(':') ? end : `:${end}`}`)).statusCode);
      }

      expect(statuses).toEqual([200, 200, 200, 429]);
      expect((await greet(two, '2001:db8:1:3::1')).statusCode).toBe(200);
    });

    it('counts an IPv4 address alike in the clothes of IPv6, apart from its neighbours', async () => {
      for (const address of ['203.0.113.6', '::ffff:203.0.113.6', '::ffff:cb00:7106']) await greet(one, address);

      expect((await greet(one, '203.0.113.6')).statusCode).toBe(429);
      expect((await greet(one, '::ffff:203.0.113.7')).statusCode).toBe(200);
    });

    describe('behind a proxy', () => {
      const apps: HttpApp[] = [];
      afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

      const behind = async (trustProxy: HttpAppOptions['trustProxy']) => {
        const app = await exampleApp({ database, app: { trustProxy } });
        apps.push(app);
        return async (forwardedFor: string, remoteAddress = '10.0.0.7') => {
          const headers = { 'x-forwarded-for': forwardedFor };
          return (await app.app.inject({ url: '/v1/limited', remoteAddress, headers })).statusCode;
        };
      };
      const times = async (count: number, call: (at: number) => Promise<number>) => {
        const statuses = [];
        for (let at = 0; at < count; at += 1) statuses.push(await call(at));
        return statuses;
      };

      it('counts each visitor, also those with many addresses of one network', async () => {
        const call = await behind(['10.0.0.7']);

        expect(await times(5, (at) => call(`198.51.100.${at}`))).toEqual([200, 200, 200, 200, 200]);
        expect(await times(4, (at) => call(`2001:db8:9:9::${at}`))).toEqual([200, 200, 200, 429]);
      });

      it('believes what the proxy says, and not what the visitor has written before it', async () => {
        const call = await behind(['10.0.0.0/8']);

        expect(await times(4, (at) => call(`192.0.2.${at}, 198.51.100.20, 10.0.0.8`))).toEqual([200, 200, 200, 429]);
      });

      it('believes nobody else', async () => {
        const call = await behind(['10.0.0.7']);

        expect(await times(4, (at) => call(`192.0.2.${at}`, '198.51.100.30'))).toEqual([200, 200, 200, 429]);
      });

      it('counts proxies from the near end when their number is given', async () => {
        const call = await behind(2);

        expect(await times(4, (at) => call(`192.0.2.${at}, 198.51.100.40, 10.0.0.9`))).toEqual([200, 200, 200, 429]);
        expect(await times(5, (at) => call(`192.0.2.1, 198.51.100.5${at}, 10.0.0.9`))).toEqual([
          200, 200, 200, 200, 200,
        ]);
      });

      it('counts all as one where no proxy is believed', async () => {
        const call = await behind(false);

        expect(await times(4, (at) => call(`192.0.2.${at}`))).toEqual([200, 200, 200, 429]);
      });
    });

    it('counts people by who they are', async () => {
      const greetAs = (name: string, http: HttpApp) =>
        http.app.inject({ url: '/v1/limited-person', headers: { authorization: `Bearer ${name}` } });

      const statuses = [
        await greetAs('staff.lin', one),
        await greetAs('staff.lin', two),
        await greetAs('staff.zhao', two),
      ];

      expect(statuses.map((response) => response.statusCode)).toEqual([200, 429, 200]);
    });

    it('begins again when the window is over, and keeps no address', async () => {
      for (let call = 0; call < 3; call += 1) await greet(one, '203.0.113.4');
      await database.query(`update rate_limit set ends_at = clock_timestamp() - interval '1 second'`);

      const next = await greet(two, '203.0.113.4');

      const { rows } = await database.query<{ bucket: string; used: number }>('select bucket, used from rate_limit');
      expect([next.statusCode, rows[0]?.used]).toEqual([200, 1]);
      expect(rows[0]?.bucket).not.toContain('203');
    });

    it('forgets counters whose window is over', async () => {
      await greet(one, '203.0.113.5');
      await database.query(`update rate_limit set ends_at = clock_timestamp() - interval '1 second'`);

      await new RateLimiter(database).sweep();

      expect(await count('rate_limit')).toBe(0);
    });
  });
});
