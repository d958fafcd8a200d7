import { SERVICES, type ServiceName } from '@redress/contracts';
import { ServiceClient } from '../http/service-client';
import { Settings } from '../settings/settings';
import { ParkedEvents } from './parked-events';

const ID = '019a9d6e-7a00-7000-8000-00000000000a';

const parked = (overrides: object = {}) => ({
  id: ID,
  topic: 'complaint.lifecycle.v1',
  partition: 3,
  offset: '42',
  blockingKey: '019a9d6e-7a00-7000-8000-000000000001',
  status: 'PARKED',
  eventId: '019a9d6e-7a00-7000-8000-0000000000bb',
  eventType: 'redress.intake.complaint-registered.v1',
  reason: 'FAILED',
  error: 'TypeError: x is not a function',
  signature: 'TypeError/x',
  attempts: 4,
  parkedAt: '2026-03-02T01:20:00.000Z',
  lastTriedAt: null,
  skipped: null,
  ...overrides,
});

const problem = (status: number, name: string, title: string) => ({
  status,
  body: { type: `urn:redress:problem:${name}`, title, status },
});

interface Call {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** Six services that answer what they are told to, at their listeners for operations. */
function platform(answer: (call: Call) => { readonly status?: number; readonly body: unknown }) {
  const calls: Call[] = [];
  const fetchFrom: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const call: Call = {
      service: SERVICES[Number(url.port) - 3101] as ServiceName,
      method: init?.method ?? 'GET',
      path: url.pathname + url.search,
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      authorization: new Headers(init?.headers).get('authorization') ?? undefined,
    };
    calls.push(call);
    const { status = 200, body } = answer(call);
    return new Response(JSON.stringify(body), { status });
  };
  const operationsUrl = SERVICES.map((name, at) => `${name}=http://127.0.0.1:${3101 + at}`);
  const client = new ServiceClient(new Settings({ operationsUrl }, { REDRESS_TOKEN: 't0ken' }), fetchFrom);
  return { calls, events: (service?: ServiceName) => new ParkedEvents(client, service) };
}

const nothing = ({ path }: Call) => ({
  body: path.includes('paused') ? { partitions: [] } : { items: [], nextCursor: null },
});

describe('listing parked events', () => {
  it('asks every service with the token of whoever acts, and shows the newest first', async () => {
    const { calls, events } = platform((call) => {
      if (call.path.includes('paused')) return nothing(call);
      const items =
        call.service === 'routing'
          ? [{ ...parked(), queued: 2 }]
          : call.service === 'analytics'
            ? [{ ...parked({ id: ID.replace(/a$/, 'b'), parkedAt: '2026-03-02T02:00:00.000Z' }), queued: 0 }]
            : [];
      return { body: { items, nextCursor: null } };
    });
    const { text, isBad } = await events().list({ skipped: false, limit: 50 });
    const [heading, first, second, ...rest] = text.split('\n');
    expect(heading).toMatch(/^SERVICE +ID +PARKED AT +KEY +QUEUED +TYPE +REASON +TRIES +SIGNATURE$/);
    expect(first).toMatch(/^analytics /);
    expect(second).toMatch(/^routing .* 2 +redress\.intake\.complaint-registered\.v1 +FAILED +4 +TypeError\/x$/);
    expect({ rest, isBad }).toEqual({ rest: [], isBad: false });
    expect(new Set(calls.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer t0ken']));
  });

  it('follows the pages up to the limit', async () => {
    const { calls, events } = platform((call) => {
      if (call.path.includes('paused')) return nothing(call);
      const isFirst = !call.path.includes('cursor');
      return { body: { items: [{ ...parked(), queued: 0 }], nextCursor: isFirst ? 'c1' : null } };
    });
    const { json } = await events('intake').list({ skipped: true, signature: 'a b', limit: 3 });
    expect((json as { items: unknown[] }).items).toHaveLength(2);
    expect(calls.filter(({ path }) => !path.includes('paused')).map(({ path }) => path)).toEqual([
      '/v1/operations/intake/parked-events?status=SKIPPED&limit=3&signature=a+b',
      '/v1/operations/intake/parked-events?status=SKIPPED&limit=2&signature=a+b&cursor=c1',
    ]);
  });

  it('shows the others when one service fails, and fails', async () => {
    const { events } = platform((call) =>
      call.service === 'notification' ? problem(403, 'forbidden', 'You may not do this') : nothing(call),
    );
    const { text, isBad } = await events().list({ skipped: false, limit: 50 });
    expect({ text, isBad }).toEqual({
      text: 'notification refused (403 forbidden): You may not do this',
      isBad: true,
    });
  });

  it('shows partitions that stand still', async () => {
    const { events } = platform((call) =>
      call.path.includes('paused') && call.service === 'resolution'
        ? {
            body: {
              partitions: [
                {
                  topic: 'complaint.lifecycle.v1',
                  partition: 7,
                  reason: 'BAD_RELEASE',
                  since: '2026-03-02T01:00:00.000Z',
                },
              ],
            },
          }
        : nothing(call),
    );
    const { text } = await events().list({ skipped: false, limit: 50 });
    expect(text).toContain('Nothing is parked.');
    expect(text).toMatch(/resolution +complaint\.lifecycle\.v1 +7 +BAD_RELEASE/);
  });
});

describe('one parked event', () => {
  const details = {
    event: parked(),
    headers: { ce_type: 'x' },
    value: '{"a":1}',
    queue: [parked(), parked({ id: 'other', status: 'QUEUED' })],
  };
  const only = (service: ServiceName, posted: object) =>
    platform((call) => {
      if (call.service !== service) return problem(404, 'not-found', 'There is no such parked event');
      return { body: call.method === 'GET' ? details : posted };
    });

  it('is found in the service that has it, and shown with its value and queue', async () => {
    const { text, json } = await only('investigation', {}).events().show(ID);
    expect(text).toContain('service    investigation');
    expect(text).toContain('  "a": 1');
    expect(text).toMatch(/Waiting behind it\n.*\nother /);
    expect(json).toMatchObject({ service: 'investigation', value: '{"a":1}' });
  });

  it('is shown with the clock changes that are lost when it is skipped', async () => {
    const clocks = [
      { clockId: 'c1', clock: 'RESOLUTION', state: 'RUNNING', dueAt: '2026-03-09T15:59:59.999Z', breached: false },
      { clockId: 'c2', clock: 'REMEDY', subject: 'remedy-7', state: 'MET', dueAt: null, breached: true },
    ];
    const { events } = platform(() => ({ body: { ...details, value: JSON.stringify({ complaintId: 'x', clocks }) } }));

    const { text } = await events('notification').show(ID);

    const [, shown = ''] = text.split('Clock changes in it, which are lost when it is skipped\n');
    expect(shown).toMatch(/^CLOCK +OF +STATE +DUE AT +BREACHED\n/);
    expect(shown).toMatch(/RESOLUTION +complaint +RUNNING +2026-03-09T15:59:59\.999Z +no/);
    expect(shown).toMatch(/REMEDY +remedy-7 +MET +— +yes/);
  });

  it.each(['{"a":1}', 'no JSON', '{"clocks":"none"}'])(
    'is shown without clock changes when it carries none: %s',
    async (value) => {
      const { events } = platform(() => ({ body: { ...details, value } }));

      expect((await events('notification').show(ID)).text).not.toContain('Clock changes');
    },
  );

  it('says that a value is withheld', async () => {
    const { value: _, ...withheld } = details;
    const { events } = platform(() => ({ body: withheld }));
    expect((await events('intake').show(ID)).text).toContain('withheld: the topic may hold personal data');
  });

  it('is skipped with a reason, where it is', async () => {
    const stoppedAt = { id: 'next', reason: 'FAILED', error: 'TypeError: x' };
    const { calls, events } = only('routing', { done: 3, left: 1, stoppedAt });
    expect(await events().skip(ID, 'duplicate of a test')).toMatchObject({
      text: 'routing: 3 records handled, 1 still waiting.\nStopped at next (FAILED): TypeError: x',
      isBad: false,
    });
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([
      expect.objectContaining({
        service: 'routing',
        path: `/v1/operations/routing/parked-events/${ID}/skip`,
        body: { reason: 'duplicate of a test' },
      }),
    ]);
  });

  it('fails when it fails again', async () => {
    const stoppedAt = { id: ID, reason: 'FAILED', error: 'TypeError: still' };
    const { text, isBad } = await only('routing', { done: 0, left: 2, stoppedAt }).events().retry(ID);
    expect(text).toBe(`routing: 0 records handled, 2 still waiting.\nStopped at ${ID} (FAILED): TypeError: still`);
    expect(isBad).toBe(true);
  });

  it('that nobody has is an error, which names the services that did not answer', async () => {
    const { events } = platform(({ service }) =>
      service === 'intake' ? { status: 502, body: 'bad gateway' } : problem(404, 'not-found', 'none'),
    );
    await expect(events().show(ID)).rejects.toThrow(
      `No service that answered has a parked event ${ID}.\nintake answered HTTP 502`,
    );
  });
});

describe('retrying one cause', () => {
  it('is done in every service and says what is parked again', async () => {
    const { events } = platform((call) => {
      if (call.method === 'GET') return { body: { items: [{ ...parked(), queued: 0 }], nextCursor: null } };
      return { body: call.service === 'routing' ? { retried: 3, done: 5 } : { retried: 0, done: 0 } };
    });
    expect(await events().retrySignature('TypeError/x')).toMatchObject({
      text: 'routing: 3 tried again, 5 records handled, 1 parked again.',
      isBad: true,
    });
  });
});
