import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Exchange, RedressClient, Refused } from './redress-client';

interface Asked {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reaction =
  { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> } | 'hang up';

const NOT_CAUGHT_UP = { status: 409, body: { type: 'urn:redress:problem:not-caught-up' } };
const CONFLICT = { status: 409, body: { type: 'urn:redress:problem:not-holder' } };

/** A service that reacts to its requests in turn, and to all further ones as to the last. */
class ScriptedService {
  readonly asked: Asked[] = [];
  private readonly server: Server;

  constructor(...reactions: Reaction[]) {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { headers, method } = request;
      this.asked.push({ method, headers, body: Buffer.concat(chunks).toString() });
      const reaction = reactions[Math.min(this.asked.length, reactions.length) - 1];
      if (!reaction || reaction === 'hang up') return void request.socket.destroy();
      response.writeHead(reaction.status, { 'content-type': 'application/problem+json', ...reaction.headers });
      response.end(JSON.stringify(reaction.body ?? {}));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/things?all=1`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get keys(): unknown[] {
    return this.asked.map(({ headers }) => headers['idempotency-key']);
  }
}

describe('the client of the load', () => {
  const services: ScriptedService[] = [];
  const clients: RedressClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    for (const service of services.splice(0)) service.stop();
  });

  const clientOf = (options: Partial<ConstructorParameters<typeof RedressClient>[0]> = {}) => {
    const client = new RedressClient({ tokenOf: (who) => Promise.resolve(`token of ${who}`), ...options });
    clients.push(client);
    return client;
  };
  const serviceOf = async (...reactions: Reaction[]) => {
    const service = new ScriptedService(...reactions);
    services.push(service);
    return { service, url: await service.start() };
  };

  it('says who asks, what has been read and what has been seen', async () => {
    const { service, url } = await serviceOf({ status: 200, body: { done: true }, headers: { etag: '"4"' } });

    const answer = await clientOf().send('staff:lin', 'POST', url, { body: { a: 1 }, etag: '"3"', seen: 7 });

    expect(answer).toMatchObject({ status: 200, body: { done: true }, etag: '"4"' });
    expect(service.asked[0]).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Bearer token of staff:lin', 'if-match': '"3"', 'redress-seen': '7' },
      body: '{"a":1}',
    });
  });

  it('asks again with the same key while it is told to wait', async () => {
    const { service, url } = await serviceOf({ status: 503 }, NOT_CAUGHT_UP, { status: 201 });

    const { status } = await clientOf().ask(null, 'POST', url);

    expect(status).toBe(201);
    expect(new Set(service.keys).size).toBe(1);
    expect(service.asked).toHaveLength(3);
  });

  it('takes any other problem for an answer', async () => {
    const { service, url } = await serviceOf(CONFLICT);

    const refusal: unknown = await clientOf({ persistent: true })
      .ask(null, 'POST', url)
      .catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({ status: 409, kind: 'not-holder' });
    expect(service.asked).toHaveLength(1);
  });

  it('gives up when its patience ends', async () => {
    const { url } = await serviceOf({ status: 503 });

    await expect(clientOf({ patienceMs: 0 }).ask(null, 'GET', url)).rejects.toThrow('GET /v1/things as nobody: 503');
  });

  it('tells of a lost answer unless it is persistent', async () => {
    const { service, url } = await serviceOf('hang up');

    await expect(clientOf().ask(null, 'POST', url)).rejects.toThrow();
    expect(service.asked).toHaveLength(1);
  });

  it('asks the next replica with the same key when an answer is lost and it is persistent', async () => {
    const first = await serviceOf('hang up');
    const second = await serviceOf({ status: 500 }, { status: 200 });

    const { status } = await clientOf({ persistent: true }).ask(null, 'POST', [first.url, second.url]);

    expect(status).toBe(200);
    const keys = [...first.service.keys, ...second.service.keys];
    expect(keys.length).toBeGreaterThanOrEqual(4);
    expect(new Set(keys).size).toBe(1);
  });

  it('tells of every request, the answered and the lost', async () => {
    const seen: Exchange[] = [];
    const { url } = await serviceOf('hang up', { status: 201, body: { complaintNo: 'A-1' } });

    await clientOf({ persistent: true, observer: (exchange) => seen.push(exchange) }).ask('staff:lin', 'POST', url);

    expect(seen.map(({ status }) => status)).toEqual([undefined, 201]);
    expect(seen[1]).toMatchObject({ who: 'staff:lin', method: 'POST', url, body: { complaintNo: 'A-1' } });
    expect(seen[0]?.idempotencyKey).toBe(seen[1]?.idempotencyKey);
  });

  it('asks nothing any more once it is told to stop', async () => {
    const { service, url } = await serviceOf({ status: 503 });
    const stop = new AbortController();
    const asked = clientOf({ signal: stop.signal }).ask(null, 'GET', url);
    stop.abort(new Error('enough'));

    await expect(asked).rejects.toThrow();
    expect(service.asked.length).toBeLessThanOrEqual(1);
  });

  it('sends a file behind the fields of its form', async () => {
    const { service, url } = await serviceOf({ status: 201 });
    const upload = { fields: { note: 'paid' }, fileName: 'a "b".txt', mediaType: 'text/plain', content: '收据' };

    await clientOf().send(null, 'POST', url, { upload });

    const { body, headers } = service.asked[0] as Asked;
    const form = await new Response(Buffer.from(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData();
    const file = form.get('file') as File;
    expect(form.get('note')).toBe('paid');
    expect([file.name, file.type, await file.text()]).toEqual(['a "b".txt', 'text/plain', '收据']);
    expect(body.indexOf('paid')).toBeLessThan(body.indexOf('收据'));
  });
});
