import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Controller, Get, Post } from '@nestjs/common';
import { InMemoryDirectory } from '@redress/access';
import { NotFound } from '@redress/commands';
import { createLogger, currentTraceparent, HealthRegistry } from '@redress/observability';
import { inject, type InjectOptions } from 'light-my-request';
import { eventually } from '@redress/testing';
import { z } from 'zod';
import { aDirectory, exampleApp, exampleModule, OddsController } from './example-app.spec';
import { createHttpApp, Endpoint, type HttpApp } from './index';

const COMPLAINT = '019a9d6e-7a00-7000-8000-000000000001';
const NOT_FOUND = 'urn:redress:problem:not-found';
const NOTES = `/v1/complaints/${COMPLAINT}/notes`;
const as = (sub: string): Record<string, string> => ({ authorization: `Bearer ${sub.replace(':', '.')}` });
/** Sends a request to the listener for operations. */
const toOperations = (http: HttpApp, options: InjectOptions) =>
  inject(
    (request, response) => http.operations.dispatch(request as IncomingMessage, response as ServerResponse),
    options,
  );
const command = { ...as('staff:lin'), 'idempotency-key': 'k-1', 'if-match': '"1"' };

describe('an application', () => {
  let http: HttpApp;
  const call = (options: InjectOptions) => http.app.inject(options);
  const operate = (options: InjectOptions) => toOperations(http, options);

  beforeAll(async () => {
    http = await exampleApp({ http: { drivenClock: true } });
  });

  afterAll(() => http.close());

  it('answers what the controller answers', async () => {
    const response = await call({ url: '/v1/greeting' });

    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ hello: 'world' });
  });

  // contracts, section 6
  describe('finding fault', () => {
    it('reports every faulty field of body, query and path at once', async () => {
      const response = await call({
        method: 'POST',
        url: '/v1/complaints/not-an-id/notes',
        headers: command,
        payload: { priority: 'URGENT', contact: { email: 'nobody', phone: '12' }, 'od/d': 1 },
      });

      expect(response.statusCode).toBe(422);
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.json()).toEqual({
        type: 'urn:redress:problem:invalid-fields',
        title: 'Some fields are not valid',
        status: 422,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        errors: [
          { in: 'path', pointer: '/id', code: 'wrong-format', params: { format: 'uuid' }, detail: expect.any(String) },
          { pointer: '/text', code: 'required', detail: 'is required' },
          {
            pointer: '/priority',
            code: 'not-in-list',
            params: { allowed: 'HIGH, LOW' },
            detail: expect.stringContaining('HIGH'),
          },
          { pointer: '/contact/email', code: 'wrong-format', params: { format: 'email' }, detail: expect.any(String) },
          { pointer: '/contact/phone', code: 'wrong-format', params: { format: 'regex' }, detail: 'must be 11 digits' },
          { pointer: '', code: 'unknown-field', detail: 'holds a field that is not known' },
        ],
      });
      expect(response.body).not.toContain('nobody');
    });

    it('says that a body is missing', async () => {
      const response = await call({ method: 'POST', url: NOTES, headers: command });

      expect(response.statusCode).toBe(422);
      expect(response.json().errors).toEqual([{ pointer: '', code: 'required', detail: 'is required' }]);
    });

    it.each([
      [
        'no JSON',
        { payload: '{"text":', headers: { ...command, 'content-type': 'application/json' } },
        400,
        'malformed-request',
      ],
      ['XML', { payload: '<a/>', headers: { ...command, 'content-type': 'text/xml' } }, 415, 'unsupported-media-type'],
      [
        'a form',
        { payload: 'a=b', headers: { ...command, 'content-type': 'application/x-www-form-urlencoded' } },
        415,
        'unsupported-media-type',
      ],
      ['too much', { payload: { text: 'x'.repeat(300_000) }, headers: command }, 413, 'too-large'],
      [
        'a poisoned prototype',
        { payload: '{"__proto__":{}}', headers: { ...command, 'content-type': 'application/json' } },
        400,
        'malformed-request',
      ],
    ])('refuses a body that is %s', async (_case, options, status, problem) => {
      const response = await call({ method: 'POST', url: NOTES, ...options });

      expect([response.statusCode, response.json().type]).toEqual([status, `urn:redress:problem:${problem}`]);
      expect(response.headers['content-type']).toContain('application/problem+json');
    });

    it('refuses a body that is nested without end, also where none is asked for', async () => {
      const payload = '['.repeat(100_000) + ']'.repeat(100_000);
      const headers = { ...as('staff:wu'), 'content-type': 'application/json' };
      const response = await call({ method: 'DELETE', url: '/v1/greeting/1', headers, payload });

      expect([response.statusCode, response.json().errors.length]).toEqual([422, 1]);
    });

    it('knows a wrong address from a wrong method', async () => {
      const nowhere = await call({ url: '/v1/nowhere/wang@example.com' });
      const wrongMethod = await call({ method: 'DELETE', url: '/v1/greeting?x=1' });

      expect([nowhere.statusCode, nowhere.json().type]).toEqual([404, 'urn:redress:problem:not-found']);
      expect(nowhere.body).not.toContain('wang');
      expect([wrongMethod.statusCode, wrongMethod.json().type]).toEqual([
        405,
        'urn:redress:problem:method-not-allowed',
      ]);
      expect(wrongMethod.headers.allow).toBe('GET, HEAD');
    });

    it('refuses an address that cannot be decoded', async () => {
      const response = await call({ url: '/v1/complaints/%zz/notes' });

      expect([response.statusCode, response.json().type]).toEqual([400, 'urn:redress:problem:malformed-request']);
    });

    it('tells nothing of an error that nobody declared', async () => {
      const response = await call({ url: '/v1/broken' });

      expect(response.statusCode).toBe(500);
      expect(response.json()).toEqual({
        type: 'urn:redress:problem:internal',
        title: 'Something went wrong on our side',
        status: 500,
        traceId: expect.any(String),
      });
    });

    it('asks for patience while the database is away, and tells nothing of it', async () => {
      const response = await call({ url: '/v1/cut-off' });

      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('1');
      expect(response.json()).toMatchObject({ type: 'urn:redress:problem:unavailable' });
      expect(response.body).not.toContain('10.0.0.7');
    });

    it('fails rather than break the contract of an answer', async () => {
      expect((await call({ url: '/v1/liar' })).statusCode).toBe(500);
      expect((await call({ url: '/v1/unversioned' })).statusCode).toBe(500);
    });

    it('quotes the trace of the caller', async () => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

      const response = await call({ method: 'POST', url: NOTES, headers: { ...command, traceparent }, payload: {} });

      expect(response.json().traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    });
  });

  describe('admitting callers', () => {
    it.each([
      ['no token', {}],
      ['another scheme', { authorization: 'Basic YTpi' }],
      ['a bad token', as('nonsense')],
    ])('asks for a token when there is %s', async (_case, headers) => {
      const response = await call({ url: '/v1/me', headers });

      expect([response.statusCode, response.json().type]).toEqual([401, 'urn:redress:problem:unauthenticated']);
      expect(response.headers['www-authenticate']).toContain('Bearer');
    });

    it('says which role is missing and who grants it', async () => {
      const response = await call({
        method: 'POST',
        url: NOTES,
        headers: { ...command, ...as('staff:zhao') },
        payload: {},
      });

      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({
        missing: [{ kind: 'ROLE', anyOf: ['FRONTLINE', 'CASE_LEAD'] }],
        grantedBy: [{ role: 'ORGANISATION_ADMIN' }],
      });
    });

    it.each([COMPLAINT, COMPLAINT.toUpperCase()])(
      'says nothing but that there is no complaint %s to those who may not see it, whatever else is wrong',
      async (complaint) => {
        const judged: unknown[] = [];
        const caseGate = {
          admit: (...given: unknown[]) => {
            judged.push(given[0], given[2]);
            return Promise.reject(new NotFound('complaint'));
          },
        };
        const strict = await exampleApp({ caseGate });
        try {
          const url = `/v1/complaints/${complaint}/notes`;
          const post = await strict.app.inject({ method: 'POST', url, headers: as('staff:zhao'), payload: { odd: 1 } });
          const list = await strict.app.inject({ url: `${url}?limit=none`, headers: as('staff:lin') });

          for (const { statusCode, body } of [post, list]) {
            expect([statusCode, JSON.parse(body)]).toMatchObject([
              404,
              { title: 'There is no such complaint, or it is not yours to see' },
            ]);
          }
          expect(judged).toEqual([complaint, ['FRONTLINE', 'CASE_LEAD'], complaint, 'authenticated']);
        } finally {
          await strict.close();
        }
      },
    );

    it('refuses somebody whom the directory does not know', async () => {
      const response = await call({ url: '/v1/me', headers: as('staff:stranger') });

      expect([response.statusCode, response.json().missing]).toEqual([403, [{ kind: 'DIRECTORY_ENTRY' }]]);
    });

    it.each([
      ['staff:lin', 'STAFF'],
      ['client:crm', 'PARTNER'],
      ['client:platform', 'SYSTEM'],
    ])('knows %s as %s on the story', async (sub, kind) => {
      const response = await call({ url: '/v1/me', headers: as(sub) });

      expect(response.json()).toMatchObject({ sub, unitId: 'CS', onStory: { kind, id: sub } });
    });

    // SY-01, architecture 5.12
    it.each([
      ['client:operations', '/v1/me', [{ kind: 'SCOPE', anyOf: ['complaints:submit'] }]],
      ['client:operations', '/internal/clock', [{ kind: 'SCOPE', anyOf: ['clock:drive'] }]],
      ['client:gone', '/internal/clock', [{ kind: 'DIRECTORY_ENTRY' }]],
      ['client:stranger', '/v1/me', [{ kind: 'DIRECTORY_ENTRY' }]],
    ])('refuses %s at %s: scope and entry are both needed', async (sub, url, missing) => {
      const response = await (url.startsWith('/internal') ? operate : call)({ url, headers: as(sub) });

      expect([response.statusCode, response.json().missing]).toEqual([403, missing]);
    });

    it('lets no role of a program open what names no scope', async () => {
      const response = await call({ method: 'DELETE', url: '/v1/greeting/1', headers: as('client:operations') });

      expect([response.statusCode, response.json().missing]).toEqual([403, [{ kind: 'PERSON' }]]);
      expect(response.json().detail).toContain('a person: programs may not do this');
    });

    it('judges nobody before the directory was read', async () => {
      const early = await exampleApp({ directory: new InMemoryDirectory() });

      const response = await early.app.inject({ url: '/v1/me', headers: as('staff:lin') });
      await early.close();

      expect([response.statusCode, response.json().type]).toEqual([503, 'urn:redress:problem:not-ready']);
      expect(response.headers['retry-after']).toBe('1');
    });
  });

  describe('reading headers', () => {
    const post = (headers: Record<string, string>) =>
      call({ method: 'POST', url: NOTES, headers, payload: { text: 'x' } });

    it.each([undefined, '', 'a b', 'x'.repeat(129), 'wang@example.com'])(
      'refuses the idempotency key %s',
      async (key) => {
        const { 'idempotency-key': _, ...headers } = command;
        const response = await post({ ...headers, ...(key === undefined ? {} : { 'idempotency-key': key }) });

        expect([response.statusCode, response.json().type]).toEqual([400, 'urn:redress:problem:malformed-header']);
        expect(response.json().errors[0]).toMatchObject({ in: 'header', pointer: '/idempotency-key' });
      },
    );

    it('demands the version that was read', async () => {
      const { 'if-match': _, ...headers } = command;

      expect((await post(headers)).statusCode).toBe(428);
      expect((await post({ ...headers, 'if-match': 'yesterday' })).statusCode).toBe(400);
      expect((await post({ ...headers, 'if-match': '*' })).statusCode).toBe(400);
    });

    it('says that it has not caught up with what the caller has seen', async () => {
      const ahead = await call({ url: NOTES, headers: { ...as('staff:lin'), 'redress-seen': '6' } });
      const level = await call({ url: NOTES, headers: { ...as('staff:lin'), 'redress-seen': '5' } });
      const garbage = await call({ url: NOTES, headers: { ...as('staff:lin'), 'redress-seen': 'six' } });

      expect([ahead.statusCode, ahead.json().type]).toEqual([409, 'urn:redress:problem:not-caught-up']);
      expect(ahead.headers['retry-after']).toBe('1');
      expect([level.statusCode, garbage.statusCode]).toEqual([200, 400]);
    });

    it('hands a checked key to a use case that keeps it itself', async () => {
      const send = (name: string) =>
        call({ method: 'POST', url: '/v1/registrations', headers: { 'idempotency-key': '"k-7"' }, payload: { name } });
      const [one, again, other] = [await send('a'), await send('a'), await send('b')];

      expect([one.statusCode, one.json().key]).toEqual([202, 'k-7']);
      expect(again.json().hash).toBe(one.json().hash);
      expect(other.json().hash).not.toBe(one.json().hash);
    });
  });

  describe('paging', () => {
    const list = (query: string) => call({ url: `${NOTES}?${query}`, headers: as('staff:lin') });

    it('walks through a list by cursor', async () => {
      const first = (await list('limit=2&above=1')).json();
      const second = (await list(`limit=2&cursor=${first.nextCursor}`)).json();

      expect(first.items).toEqual([2, 3]);
      expect(second).toEqual({ items: [4, 5], nextCursor: null });
    });

    it.each(['garbage', Buffer.from('{"after":"x"}').toString('base64url')])(
      'refuses the cursor %s',
      async (cursor) => {
        const response = await list(`cursor=${cursor}`);

        expect([response.statusCode, response.json().type]).toEqual([400, 'urn:redress:problem:invalid-cursor']);
      },
    );

    it('refuses a limit that is no number or too large', async () => {
      const response = await list('limit=many&above=none');

      expect(response.statusCode).toBe(422);
      expect(response.json().errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/limit', '/above']);
      expect((await list('limit=201')).statusCode).toBe(422);
    });
  });

  describe('taking forms and files', () => {
    const multipart = (content: string, kind = 'PHOTO'): InjectOptions => ({
      method: 'POST',
      url: '/v1/files',
      headers: { 'content-type': 'multipart/form-data; boundary=cut' },
      payload: [
        `--cut\r\ncontent-disposition: form-data; name="kind"\r\n\r\n${kind}`,
        `--cut\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n${content}`,
        '--cut--\r\n',
      ].join('\r\n'),
    });

    it('streams a file with the fields before it', async () => {
      const response = await call(multipart('hello'));

      expect(response.statusCode).toBe(201);
      expect(response.json()).toEqual({
        kind: 'PHOTO',
        filename: 'a.txt',
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
      });
    });

    it('refuses a file that is too large, a wrong field, no file, and what is no upload', async () => {
      const tooLarge = await call(multipart('x'.repeat(1_001)));
      const wrongField = await call(multipart('hello', 'SECRET'));
      const noFile = await call({
        ...multipart(''),
        payload: '--cut\r\ncontent-disposition: form-data; name="kind"\r\n\r\nPHOTO\r\n--cut--\r\n',
      });
      const json = await call({ method: 'POST', url: '/v1/files', payload: {} });

      expect([tooLarge.statusCode, tooLarge.json().type]).toEqual([413, 'urn:redress:problem:too-large']);
      expect([wrongField.statusCode, wrongField.json().errors[0].pointer]).toEqual([422, '/kind']);
      expect([noFile.statusCode, noFile.json().errors[0].pointer]).toEqual([422, '/file']);
      expect(json.statusCode).toBe(415);
    });

    it.each(['-'.repeat(300), '', 'another'])('refuses a form with the boundary "%s"', async (boundary) => {
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const response = await call({ ...multipart('hello'), headers });

      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.statusCode).toBeLessThan(500);
      expect(response.headers['content-type']).toContain('application/problem+json');
    });

    it('cuts off a large file while it is being read', async () => {
      const response = await call(multipart('x'.repeat(400_000)));

      expect([response.statusCode, response.json().type]).toEqual([413, 'urn:redress:problem:too-large']);
    });

    it('takes a plain form and answers HTML', async () => {
      const response = await call({
        method: 'POST',
        url: '/v1/forms',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'choice=YES',
      });

      expect([response.statusCode, response.body]).toEqual([200, '<p>YES</p>']);
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    });

    it('takes what else the endpoint declares, lets its use case judge it, and answers in its own way', async () => {
      const json = await call({ method: 'POST', url: '/v1/forms', payload: { choice: 'NO' } });
      const unfilled = await call({ method: 'POST', url: '/v1/forms', payload: {} });
      const text = {
        method: 'POST',
        url: '/v1/forms',
        headers: { 'content-type': 'text/plain' },
        payload: 'YES',
      } as const;

      expect([json.statusCode, json.json()]).toEqual([200, { choice: 'NO' }]);
      expect([unfilled.statusCode, unfilled.body]).toEqual([422, '<p>Choose</p>']);
      expect((await call(text)).statusCode).toBe(415);
    });

    it('sends a stream as what it is', async () => {
      expect((await call({ url: '/v1/picture' })).headers['content-type']).toBe('image/gif');
    });
  });

  describe('being operated', () => {
    it('tells metrics by route pattern, never by address', async () => {
      await call({ url: NOTES, headers: as('staff:lin') });

      const response = await operate({ url: '/metrics' });

      expect(response.headers['content-type']).toContain('text/plain');
      expect(response.body).toContain('route="/v1/complaints/:id/notes"');
      expect(response.body).not.toContain(COMPLAINT);
    });

    it('is ready only while every check is', async () => {
      const ready = await operate({ url: '/health/ready' });
      http.app.get(HealthRegistry).register('broker', async () => ({ ok: false, detail: 'partition count differs' }));
      const broken = await operate({ url: '/health/ready' });

      expect([ready.statusCode, ready.json().ok]).toEqual([200, true]);
      expect([broken.statusCode, broken.json().checks.broker.detail]).toEqual([503, 'partition count differs']);
      expect((await operate({ url: '/health/live' })).statusCode).toBe(200);
    });

    it('steps a driven clock for whoever has the scope, and never back', async () => {
      const step = (now: string, sub: string) =>
        operate({ method: 'POST', url: '/internal/clock', headers: as(sub), payload: { now } });

      expect((await step('2026-03-03T04:00:00.000Z', 'staff:lin')).json().missing).toEqual([
        { kind: 'SCOPE', anyOf: ['clock:drive'] },
      ]);
      expect((await step('2026-03-03T04:00:00.000Z', 'client:driver')).json()).toEqual({
        now: '2026-03-03T04:00:00.000Z',
      });
      expect((await step('2026-03-01T04:00:00.000Z', 'client:driver')).statusCode).toBe(409);
      expect((await step('soon', 'client:driver')).statusCode).toBe(422);
    });

    it('does not step a driven clock over more than a year at a time', async () => {
      const step = (now: string) =>
        operate({ method: 'POST', url: '/internal/clock', headers: as('client:driver'), payload: { now } });

      for (const now of ['2027-03-04T04:00:00.001Z', '9999-12-31T23:59:59.999Z']) {
        expect((await step(now)).json()).toMatchObject({
          status: 422,
          errors: [
            { pointer: '/now', code: 'too-far-ahead', detail: 'must be at most 366 days ahead of the business time' },
          ],
        });
      }
      expect((await step('2027-03-04T04:00:00.000Z')).statusCode).toBe(200);
    });

    it('has no clock to step when the clock is real', async () => {
      const real = await exampleApp();

      const response = await toOperations(real, { method: 'POST', url: '/internal/clock', payload: {} });
      await real.close();

      expect(response.statusCode).toBe(404);
    });

    it('shows its documentation as a page', async () => {
      const page = await operate({ url: '/docs' });

      expect([page.statusCode, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
      expect((await operate({ url: '/openapi.json' })).json().openapi).toBe('3.1.0');
    });
  });
});

describe('the two listeners of an application', () => {
  const OPERATED = [
    'GET /health/live',
    'GET /health/ready',
    'GET /metrics',
    'GET /docs',
    'GET /docs/swagger-ui-init.js',
    'GET /openapi.json',
    'GET /internal/clock',
    'POST /internal/clock',
  ];
  let http: HttpApp;
  let url: string;
  let operationsUrl: string;

  beforeAll(async () => {
    http = await exampleApp({ http: { drivenClock: true } });
    operationsUrl = await http.listenForOperations('127.0.0.1', 0);
    url = await http.listen('127.0.0.1', 0);
  });

  afterAll(() => http.close());

  const send = (base: string, line: string) => {
    const [method = '', path = ''] = line.split(' ');
    return fetch(`${base}${path}`, { method });
  };

  it.each(OPERATED)('serve %s to those who run it, and on the public one say that there is nothing', async (line) => {
    const [here, there] = [await send(operationsUrl, line), await send(url, line)];

    expect(here.status).not.toBe(404);
    expect([there.status, await there.json()]).toEqual([404, expect.objectContaining({ type: NOT_FOUND })]);
  });

  it.each([
    '/health/live/',
    '//metrics',
    '/%6detrics',
    '/./metrics',
    '/METRICS',
    '/metrics/../metrics',
    '/metrics?x=1',
    '/docs/',
    '/docs/..%2fmetrics',
  ])('do not serve metrics on the public one however they are asked for: %s', async (path) => {
    const { port } = new URL(url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
      socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    });

    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('answer HEAD alike', async () => {
    expect([(await send(operationsUrl, 'HEAD /metrics')).status, (await send(url, 'HEAD /metrics')).status]).toEqual([
      200, 404,
    ]);
  });

  it('serve what is for users on the public one only', async () => {
    const [here, there] = [await send(url, 'GET /v1/greeting'), await send(operationsUrl, 'GET /v1/greeting')];

    expect([here.status, there.status]).toEqual([200, 404]);
  });

  it('tell no method of the other one', async () => {
    const [here, there] = [await send(operationsUrl, 'DELETE /metrics'), await send(url, 'DELETE /metrics')];

    expect([here.status, here.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect([there.status, there.headers.get('allow')]).toEqual([404, null]);
    expect((await send(operationsUrl, 'DELETE /v1/greeting')).status).toBe(404);
  });

  it('answer what cannot be read alike', async () => {
    const socket = connect(Number(new URL(operationsUrl).port), '127.0.0.1');
    socket.write('WANG / HTTP/1.1\r\nhost: a\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*problem\+json/);
  });

  it('say that a port is taken', async () => {
    const other = await exampleApp();

    const taken = Number(new URL(url).port);
    await expect(other.listenForOperations('127.0.0.1', taken)).rejects.toThrow('EADDRINUSE');
    const operations = await other.listenForOperations('127.0.0.1', 0);
    await expect(other.listen('127.0.0.1', taken)).rejects.toThrow('EADDRINUSE');
    await other.close();
    await expect(fetch(operations)).rejects.toThrow();
  });

  it('end together, and a request that runs on either is finished', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const ending = await exampleApp();
    const operations = await ending.listenForOperations('127.0.0.1', 0);
    const users = await ending.listen('127.0.0.1', 0);
    ending.app.get(HealthRegistry).register('slow', async () => {
      await held;
      return { ok: true };
    });
    const running = [fetch(`${operations}/health/ready`), fetch(`${users}/v1/slow`)];
    await eventually(() => OddsController.release !== undefined);

    const closed = ending.close();
    await Promise.all(
      [operations, users].map((base) =>
        eventually(
          () =>
            fetch(`${base}/health/live`).then(
              () => false,
              () => true,
            ),
          { what: `${base} to refuse` },
        ),
      ),
    );
    release();
    OddsController.release?.();
    OddsController.release = undefined;

    expect(await Promise.all(running.map(async (one) => (await one).status))).toEqual([503, 200]);
    await closed;
  });
});

describe('starting an application', () => {
  it('fails and names every route without a contract', async () => {
    @Controller('bare')
    class BareController {
      @Get()
      hello(): string {
        return 'hello';
      }
    }
    const starting = createHttpApp(exampleModule({ controllers: [BareController, OddsController] }), {
      logger: createLogger({ service: 'example', level: 'silent' }),
    });

    await expect(starting).rejects.toThrow('BareController.hello has no @Endpoint');
  });
});

describe('logging', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const complaintUrl = `/v1/complaints/${COMPLAINT}/calls`;

  it('marks what a handler logs with trace and complaint, and names requests by route only', async () => {
    const lines: Record<string, unknown>[] = [];
    const logger = createLogger({
      service: 'example',
      destination: { write: (line) => void lines.push(JSON.parse(line)) },
    });
    @Controller('v1/complaints/:id/calls')
    class CallsController {
      @Post()
      @Endpoint({ summary: 'Log a call', access: 'public', body: z.object({ note: z.string() }), status: 204 })
      async logCall(): Promise<void> {
        await Promise.resolve();
        logger.info({ narrative: 'Wang Xiaoming rang' }, 'call logged');
      }
    }
    const http = await exampleApp({ controllers: [CallsController], app: { logger } });
    const url = await http.listen('127.0.0.1', 0);

    const response = await fetch(`${url}${complaintUrl}?who=Wang`, {
      method: 'POST',
      headers: { traceparent, 'content-type': 'application/json' },
      body: JSON.stringify({ note: 'Wang Xiaoming' }),
    });
    await http.close();

    expect(response.status).toBe(204);
    expect(currentTraceparent()).toBeUndefined();
    const marks = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736' };
    expect(lines).toContainEqual(expect.objectContaining({ ...marks, complaintId: COMPLAINT, msg: 'call logged' }));
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...marks,
        msg: 'request',
        method: 'POST',
        route: '/v1/complaints/:id/calls',
        status: 204,
      }),
    );
    expect(JSON.stringify(lines)).not.toContain('Wang');
  });

  it('names the caller, also one who may not, and the problem that was answered', async () => {
    const lines: Record<string, unknown>[] = [];
    const logger = createLogger({
      service: 'example',
      destination: { write: (line) => void lines.push(JSON.parse(line)) },
    });
    const http = await exampleApp({ app: { logger } });
    // A provider may put anything into a token.
    const strange = `staff:${'wang'.repeat(20)}`;
    const url = await http.listen('127.0.0.1', 0);
    for (const sub of ['staff:lin', 'staff:stranger', 'nonsense', strange]) {
      await (await fetch(`${url}/v1/me`, { headers: as(sub) })).text();
    }
    await http.close();

    const requests = lines
      .filter(({ msg }) => msg === 'request')
      .map(({ by, problem, status }) => [status, by, problem]);
    expect(requests).toEqual([
      [200, 'staff:lin', undefined],
      [403, 'staff:stranger', 'access-denied'],
      [401, undefined, 'unauthenticated'],
      [403, '(unknown)', 'access-denied'],
    ]);
    expect(JSON.stringify(lines)).not.toContain('wang');
  });

  it('lets no browser keep, show or embed an answer, pass an address on or guess at a type', async () => {
    const http = await exampleApp();

    const { headers } = await http.app.inject({ url: '/v1/greeting' });
    const { headers: ofProblem } = await http.app.inject({ url: '/v1/nowhere' });
    await http.close();

    const protective = {
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; object-src 'none'; base-uri 'none'; .*frame-ancestors 'none'; sandbox$/,
      ),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    };
    expect(headers).toMatchObject(protective);
    expect(ofProblem).toMatchObject(protective);
  });

  it('lets the pages of the documentation load what is their own, and nothing else', async () => {
    const http = await exampleApp();
    const url = await http.listenForOperations('127.0.0.1', 0);

    const policies = await Promise.all(
      ['/docs', '/docs/swagger-ui-init.js', '/openapi.json'].map(async (path) =>
        (await fetch(url + path)).headers.get('content-security-policy'),
      ),
    );
    await http.close();

    expect(policies[0]).toMatch(/^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/);
    expect(policies).toEqual([policies[0], policies[0], expect.stringMatching(/sandbox$/)]);
  });

  it('lets no other origin read an answer', async () => {
    const http = await exampleApp();
    const origin = 'https://elsewhere.example';

    const read = await http.app.inject({ url: '/v1/greeting', headers: { origin } });
    const asked = await http.app.inject({
      method: 'OPTIONS',
      url: NOTES,
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    await http.close();

    expect(Object.keys({ ...read.headers, ...asked.headers }).filter((name) => name.startsWith('access-'))).toEqual([]);
    expect(asked.statusCode).toBe(405);
  });

  it('answers with a type that says its charset', async () => {
    const http = await exampleApp();

    const types = [
      (await http.app.inject({ url: '/v1/greeting' })).headers['content-type'],
      (await http.app.inject({ url: '/v1/nowhere' })).headers['content-type'],
      (await toOperations(http, { url: '/metrics' })).headers['content-type'],
      (await toOperations(http, { url: '/docs' })).headers['content-type'],
    ];
    await http.close();

    expect(types).toEqual([
      'application/json; charset=utf-8',
      'application/problem+json; charset=utf-8',
      expect.stringMatching(/^text\/plain;.*charset=utf-8/),
      'text/html; charset=utf-8',
    ]);
  });

  it('knows no TRACE', async () => {
    const http = await exampleApp();
    const { port } = new URL(await http.listen('127.0.0.1', 0));
    const bytes = 'TRACE /v1/greeting HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-wang: WANG\r\n\r\n';

    const socket = connect(Number(port), '127.0.0.1');
    socket.write(bytes);
    const answer = await text(socket);
    await http.close();

    expect(answer).toMatch(/^HTTP\/1\.1 40[045] /);
    expect(answer).not.toContain('WANG');
  });

  it('keeps browsers to TLS where the proxy says that they came by it', async () => {
    const behind = await exampleApp({ app: { trustProxy: ['127.0.0.1'] } });
    const open = await exampleApp();
    const policyOf = async (http: typeof open, protocol: string) => {
      const { headers } = await http.app.inject({ url: '/v1/greeting', headers: { 'x-forwarded-proto': protocol } });
      return headers['strict-transport-security'];
    };

    expect(await policyOf(behind, 'https')).toBe('max-age=63072000; includeSubDomains');
    expect(await policyOf(behind, 'http')).toBeUndefined();
    expect(await policyOf(open, 'https')).toBeUndefined();
    await Promise.all([behind.close(), open.close()]);
  });
});

describe('an application that is sent what is no request', () => {
  it.each([
    ['no method', 'WANG / HTTP/1.1\r\nhost: a\r\n\r\n', 400, 'malformed-request'],
    ['headers that never end', `GET / HTTP/1.1\r\nhost: a\r\nx-wang: ${'x'.repeat(20_000)}`, 431, 'too-large'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nWANG',
      400,
      'malformed-request',
    ],
  ])('answers a problem document to %s', async (_case, bytes, status, problem) => {
    const http = await exampleApp();
    const { port } = new URL(await http.listen('127.0.0.1', 0));

    const answer = await text(connect(Number(port), '127.0.0.1').end(bytes));
    await http.close();

    const [head, body] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*application/problem\\+json`));
    expect(JSON.parse(body ?? '')).toMatchObject({ type: `urn:redress:problem:${problem}`, status });
    expect(answer).not.toContain('WANG');
    expect(head).toMatch(/content-security-policy: default-src 'none'[^]*x-content-type-options: nosniff/);
  });

  it('reads the rest of what it cannot read, so that its answer is not lost to who is still sending', async () => {
    const http = await exampleApp();
    const { port } = new URL(await http.listen('127.0.0.1', 0));
    const socket = connect(Number(port), '127.0.0.1').pause();
    const rest = 'x'.repeat(4_000_000);

    socket.write(`GET / HTTP/1.1\r\nhost: a\r\nx-wang: ${'x'.repeat(20_000)}`);
    // The answer lies at the client, unread, when the rest is sent.
    await once(socket, 'readable');
    await new Promise((resolve) => socket.write(rest, resolve));
    const answer = await text(socket.end()).catch((error: Error) => error.message);
    await http.close();

    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  it('expects nothing that it does not know', async () => {
    const http = await exampleApp();
    const { port } = new URL(await http.listen('127.0.0.1', 0));

    const bytes = 'GET /v1/greeting HTTP/1.1\r\nhost: a\r\nconnection: close\r\nexpect: wonders\r\n\r\n';
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(bytes);

    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /);
    await http.close();
  });

  it('takes a sender that goes away in the middle for no failure of its own', async () => {
    const lines: string[] = [];
    const logger = createLogger({ service: 'example', destination: { write: (line: string) => lines.push(line) } });
    const http = await exampleApp({ app: { logger } });
    const { port } = new URL(await http.listen('127.0.0.1', 0));
    const head = ['POST /v1/registrations HTTP/1.1', 'host: a', 'content-type: application/json', 'content-length: 99'];

    await text(connect(Number(port), '127.0.0.1').end([...head, '', '{"name":'].join('\r\n')));
    await http.close();

    expect(lines.filter((line) => line.includes('a request failed'))).toEqual([]);
    expect(lines.filter((line) => line.includes('"msg":"request"'))).toHaveLength(1);
  });
});

describe('stopping an application', () => {
  it('lets running requests finish, takes no new ones, and then runs the shutdown hooks', async () => {
    const order: string[] = [];
    class Hook {
      onModuleDestroy(): void {
        order.push('hook');
      }
    }
    const http = await exampleApp({ directory: aDirectory(), providers: [{ provide: Hook, useClass: Hook }] });
    const url = await http.listen('127.0.0.1', 0);
    const slow = get(`${url}/v1/slow`);
    while (!OddsController.release) await new Promise((resolve) => setImmediate(resolve));

    const closed = http.close();
    const late = get(`${url}/v1/greeting`).catch((error: NodeJS.ErrnoException) => error.code);
    await expect(late).resolves.toBe('ECONNREFUSED');
    order.push('released');
    OddsController.release();
    OddsController.release = undefined;
    const response = await slow;
    await closed;

    expect(response).toMatchObject({ status: 200, connection: 'close' });
    expect(order).toEqual(['released', 'hook']);
  });

  it('cuts requests that take longer than the deadline', async () => {
    const http = await exampleApp({ app: { drainTimeoutMs: 20 } });
    const url = await http.listen('127.0.0.1', 0);
    const slow = get(`${url}/v1/slow`).catch((error: NodeJS.ErrnoException) => error.code);
    while (!OddsController.release) await new Promise((resolve) => setImmediate(resolve));

    await http.close();
    OddsController.release();
    OddsController.release = undefined;

    await expect(slow).resolves.toBe('ECONNRESET');
  });
});

function get(url: string): Promise<{ status?: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, (response) => {
      response
        .resume()
        .on('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }));
    });
    sent.on('error', reject).end();
  });
}
