import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { listenerOf } from '@redress/contracts';
import { HealthRegistry, Metrics, NestLogger, type Logger } from '@redress/observability';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { declaredRoutes } from './contract/declared-routes';
import { openApiDocument } from './openapi/openapi';
import { frameworkProblem, ProblemFilter, sendProblem } from './problems/problem.filter';
import { OperationsListener } from './operations/operations-listener';
import { RequestTraffic } from './operations/request-traffic';
import { RouteTable } from './contract/route-table';
import { answerUnreadable } from './problems/unreadable-request';
import { policyOf, PROTECTIVE_HEADERS, TRANSPORT_SECURITY } from './protective-headers';

export interface HttpAppOptions {
  readonly logger: Logger;
  /** Of a request body that is no upload; default 256 KiB. */
  readonly bodyLimitBytes?: number;
  /** Proxies whose `X-Forwarded-For` is believed: addresses and subnets, or how many stand in a row; default none. */
  readonly trustProxy?: false | readonly string[] | number;
  /** How long {@link HttpApp.close} waits for running requests; default 10 000. */
  readonly drainTimeoutMs?: number;
}

const DEFAULT_BODY_LIMIT = 256 * 1024;
const DEFAULT_DRAIN_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const LONGEST_PARAMETER = 200;

/**
 * Builds the web application of a service on fastify: problem documents for every error, traces and logs per request,
 * `/openapi.json` and `/docs`. The module imports `HttpModule.forRoot`.
 * @throws Error when a route lacks its contract
 */
export async function createHttpApp(module: Type | DynamicModule, options: HttpAppOptions): Promise<HttpApp> {
  const { logger, bodyLimitBytes = DEFAULT_BODY_LIMIT, trustProxy = false } = options;
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy: believed(trustProxy),
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void =>
      sendProblem(reply, frameworkProblem(error.statusCode ?? 400)),
    clientErrorHandler: answerUnreadable,
    multipart: true,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  // A caller that expects what we do not know is answered as if nothing had been expected (RFC 9110, section 10.1.1).
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
  const routes = new RouteTable();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  const traffic = new RequestTraffic(fastify, logger);
  const operations = new OperationsListener(fastify);
  fastify.addHook('onRequest', (request, reply, next) => {
    const { url } = request.routeOptions;
    const listener = operations.of(request.raw);
    if (url === undefined || listenerOf(url) === listener) return next();
    sendProblem(reply, routes.missing(request.method, request.url, listener));
  });
  fastify.addHook('onSend', (request, reply, _payload, next) => {
    protect(request, reply);
    next();
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  declaredRoutes(app);
  traffic.measureWith(app.get(Metrics));
  app.useGlobalFilters(new ProblemFilter(routes, operations, logger));
  SwaggerModule.setup('docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  return new HttpApp(app, operations, traffic, options.drainTimeoutMs ?? DEFAULT_DRAIN_MS);
}

/**
 * Proxies that are counted are counted from the near end: the one that has connected is the first, at any address. Fastify
 * believes no number, since a client that goes round the proxies is then believed as well; who sets one says that none can.
 */
function believed(proxies: NonNullable<HttpAppOptions['trustProxy']>): boolean | string[] | TrustProxyFunction {
  if (typeof proxies === 'number') return (_address, before) => before < proxies;
  return proxies && [...proxies];
}

type TrustProxyFunction = (address: string, before: number) => boolean;

function protect(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of Object.entries(PROTECTIVE_HEADERS)) {
    if (reply.hasHeader(name)) continue;
    reply.header(name, name === 'content-security-policy' ? policyOf(request.routeOptions.url) : value);
  }
  const type = reply.getHeader('content-type');
  // The pages of the documentation come without; all text that is sent is UTF-8.
  if (typeof type === 'string' && /^text\/[^;]+$/.test(type)) reply.header('content-type', `${type}; charset=utf-8`);
  if (request.protocol === 'https') reply.header(...TRANSPORT_SECURITY);
}

/** A web application that can be started and, above all, stopped in order. */
export class HttpApp {
  private closing: Promise<void> | undefined;

  constructor(
    /** The Nest application, e.g. to connect the Kafka consumers to. */
    readonly app: NestFastifyApplication,
    /** Its second server. */
    readonly operations: OperationsListener,
    private readonly traffic: RequestTraffic,
    private readonly drainTimeoutMs: number,
  ) {}

  /** Runs the start-up hooks without listening; enough for `app.inject`. */
  async init(): Promise<this> {
    await this.app.init();
    await (this.app.getHttpAdapter().getInstance() as unknown as FastifyInstance).ready();
    return this;
  }

  /** Initialises and listens for users; answers the base URL. Port 0 takes a free one. */
  async listen(host: string, port: number): Promise<string> {
    await this.app.listen(port, host);
    return this.app.getUrl();
  }

  /** Initialises and listens for those who run the service, as {@link listen} does for its users. */
  async listenForOperations(host: string, port: number): Promise<string> {
    await this.init();
    return this.operations.listen(host, port);
  }

  /**
   * Shuts down in order: not ready any more, no new connections at either listener, running requests finish (up to the
   * deadline, then their connections are cut), and only then the shutdown hooks of the modules run.
   */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    this.app.get(HealthRegistry).drain();
    this.traffic.drain();
    const server = this.app.getHttpServer();
    if (server.listening) {
      server.close();
      server.closeIdleConnections();
    }
    this.operations.refuse();
    await this.traffic.settled(this.drainTimeoutMs);
    server.closeAllConnections();
    this.operations.cut();
    await this.app.close();
  }
}
