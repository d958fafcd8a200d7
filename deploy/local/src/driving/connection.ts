import { Agent, request, type IncomingHttpHeaders } from 'node:http';

/** An answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const TIMEOUT_MS = 30_000;
const SOCKETS_PER_SERVICE = 16;

/**
 * Kept-alive connections to the services. The demo makes tens of thousands of small requests, for which `fetch` takes
 * several times the processor time.
 */
export class Connection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_PER_SERVICE, scheduling: 'lifo' });

  /** Sends a message and reads the answer. Rejects when the connection fails or stays silent for 30 s. */
  exchange({ method, url, headers, body }: Message): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = request(url, { method, agent: this.agent, headers: { ...headers, ...length } }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      outgoing.setTimeout(TIMEOUT_MS, () => outgoing.destroy(new Error(`${method} ${url} was not answered in time`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
