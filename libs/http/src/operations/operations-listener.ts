import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Listener } from '@redress/contracts';
import type { FastifyInstance } from 'fastify';
import { answerUnreadable } from '../problems/unreadable-request';

/**
 * The second server of an application, for those who run it. Its requests take the way of all others; which routes it
 * serves is decided by {@link listenerOf}, for both servers alike.
 */
export class OperationsListener {
  private readonly server: Server;
  private readonly received = new WeakSet<IncomingMessage>();

  constructor(private readonly fastify: FastifyInstance) {
    this.server = createServer((request, response) => this.dispatch(request, response));
    const { keepAliveTimeout, requestTimeout } = fastify.server;
    Object.assign(this.server, { keepAliveTimeout, requestTimeout });
    this.server.on('clientError', answerUnreadable);
    // As on the public server, see createHttpApp.
    this.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
      this.dispatch(request, response),
    );
  }

  /** Serves a request as one that came here. */
  dispatch(request: IncomingMessage, response: ServerResponse): void {
    this.received.add(request);
    this.fastify.routing(request, response);
  }

  /** Where a request came in. */
  of(request: IncomingMessage): Listener {
    return this.received.has(request) ? 'operations' : 'public';
  }

  /** Listens; answers the base URL. Port 0 takes a free one. Throws when the port cannot be had. */
  async listen(host: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return urlOf(this.server.address() as AddressInfo);
  }

  /** Takes no new connections and leaves idle ones. */
  refuse(): void {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeIdleConnections();
  }

  /** Cuts the connections that are left. */
  cut(): void {
    this.server.closeAllConnections();
  }
}

/** Who listens at every address is reached at the machine's own. */
function urlOf({ address, family, port }: AddressInfo): string {
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}
