import {
  currentTraceparent,
  nameRequestSpan,
  newTraceparent,
  parseTraceparent,
  withLogContext,
  type Logger,
  type Metrics,
} from '@redress/observability';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {} from '../contract/request-state';

const NO_ROUTE = '(none)';
const OWN_ID = /^(?:staff|client):[A-Za-z0-9._-]{1,64}$/;
const QUIET_ROUTES = new Set(['/health/live', '/health/ready', '/metrics']);

type Durations = ReturnType<Metrics['histogram']>;

/** Accompanies every request: its trace, its log line, its metrics, and the count of those that run. */
export class RequestTraffic {
  private running = 0;
  private draining = false;
  private whenIdle: (() => void) | undefined;
  private durations: Durations | undefined;

  constructor(
    fastify: FastifyInstance,
    private readonly logger: Logger,
  ) {
    fastify.decorateRequest('redress');
    fastify.addHook('onRequest', (request, reply, next) => this.begin(request, reply, next));
    // The body arrives in events of the socket, which know nothing of the context that the hook above opened.
    fastify.addHook('preValidation', (request, _reply, next) => {
      withLogContext({ traceparent: request.redress.traceparent }, next);
    });
    fastify.addHook('onSend', (_request, reply, _payload, next) => {
      if (this.draining) reply.header('connection', 'close');
      next();
    });
  }

  /** Counts in these metrics from now on. */
  measureWith(metrics: Metrics): void {
    this.durations = metrics.histogram<string>({
      name: 'http_request_seconds',
      help: 'Requests by route and outcome',
      labels: ['method', 'route', 'status'],
    });
  }

  /** Asks clients to leave their connections from now on. */
  drain(): void {
    this.draining = true;
  }

  /** Resolves when no request runs any more, at the latest after `timeoutMs`. */
  async settled(timeoutMs: number): Promise<void> {
    if (this.running === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.whenIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private begin(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
    this.running += 1;
    const traceparent = currentTraceparent() ?? received(request) ?? newTraceparent();
    request.redress = { startedAtMs: performance.now(), traceparent };
    nameRequestSpan(request.method, request.routeOptions.url ?? NO_ROUTE);
    // Not the hook onResponse: it does not run for a client that went away.
    reply.raw.once('close', () => this.end(request, reply));
    withLogContext({ traceparent }, next);
  }

  private end(request: FastifyRequest, reply: FastifyReply): void {
    this.running -= 1;
    if (this.running === 0) this.whenIdle?.();
    const route = request.routeOptions.url ?? NO_ROUTE;
    const tookMs = performance.now() - request.redress.startedAtMs;
    const { method } = request;
    const { caller, problem } = request.redress;
    const status = reply.statusCode;
    this.durations?.observe({ method, route, status }, tookMs / 1_000);
    if (QUIET_ROUTES.has(route)) return;
    const complete = reply.raw.writableFinished;
    withLogContext({ traceparent: request.redress.traceparent }, () => {
      this.logger.info(
        { method, route, status, problem, by: namedIn(caller), tookMs: Math.round(tookMs), complete },
        'request',
      );
    });
  }
}

/** The id of a member of staff or a program; what else a provider may put into a token can be anything. */
function namedIn(caller: string | undefined): string | undefined {
  return caller === undefined || OWN_ID.test(caller) ? caller : '(unknown)';
}

function received({ headers }: FastifyRequest): string | undefined {
  const { traceparent } = headers;
  return typeof traceparent === 'string' && parseTraceparent(traceparent) ? traceparent : undefined;
}
