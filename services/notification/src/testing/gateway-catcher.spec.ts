import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * `deliver`: takes messages and reports them as delivered; `lose`: takes them and reports that they did not arrive; `silent`:
 * takes them and reports nothing; `refuse`: answers 422; `busy`: 503; `cut`: takes them and breaks the connection.
 */
export type GatewayMode = 'deliver' | 'lose' | 'silent' | 'refuse' | 'busy' | 'cut';

export interface CaughtMessage {
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
}

/** A gateway for text messages that keeps what it gets, and fails on demand. */
export class GatewayCatcher {
  readonly token = 'gateway-token';
  readonly messages: CaughtMessage[] = [];
  readonly receipts: { readonly messageId: string; readonly status: string }[] = [];
  mode: GatewayMode = 'deliver';
  /** Calls in all. */
  calls = 0;
  private server: Server | undefined;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  to(phone: string): CaughtMessage[] {
    return this.messages.filter((message) => message.to === phone);
  }

  async up(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls += 1;
    if (request.headers.authorization !== `Bearer ${this.token}`) return void response.writeHead(401).end();
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/receipts') {
      const after = Number(url.searchParams.get('after') ?? 0);
      const page = this.receipts.slice(after, after + 2);
      return void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ receipts: page, next: String(after + page.length) }));
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (this.mode === 'refuse') return void response.writeHead(422).end();
    if (this.mode === 'busy') return void response.writeHead(503).end();
    const message = JSON.parse(Buffer.concat(parts).toString()) as CaughtMessage;
    this.messages.push(message);
    if (this.mode === 'deliver') this.receipts.push({ messageId: message.messageId, status: 'DELIVERED' });
    if (this.mode === 'lose') this.receipts.push({ messageId: message.messageId, status: 'UNDELIVERABLE' });
    if (this.mode === 'cut') return void request.socket.destroy();
    response.writeHead(202).end();
  }
}
