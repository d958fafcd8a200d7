import type { ProblemCode } from '@redress/contracts';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { currentTraceId, type Logger } from '@redress/observability';
import { isInfrastructureError } from '@redress/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import type { RequestState } from '../contract/request-state';
import { Problem, problemOf } from './problem';
import type { RouteTable } from '../contract/route-table';
import type { OperationsListener } from '../operations/operations-listener';

/** Of problem documents. */
export const CONTENT_TYPE = 'application/problem+json; charset=utf-8';
const INTERNAL = new Problem(500, 'internal', 'Something went wrong on our side');
const UNAVAILABLE = new Problem(503, 'unavailable', 'The service cannot work now', { retryAfterSeconds: 1 });

/** Those that need no parameters. */
type FrameworkProblem = Extract<
  ProblemCode,
  'malformed-request' | 'not-found' | 'unsupported-media-type' | 'request-timeout' | 'too-large' | 'refused'
>;

/** Names of problems that the web framework itself finds. */
const FRAMEWORK_PROBLEMS: Readonly<Record<number, readonly [code: FrameworkProblem, title: string]>> = {
  400: ['malformed-request', 'The request cannot be read'],
  404: ['not-found', 'There is nothing at this address'],
  406: ['unsupported-media-type', 'The body cannot be read as what it says it is'],
  408: ['request-timeout', 'The request took too long to arrive'],
  413: ['too-large', 'The request is larger than this endpoint takes'],
  414: ['too-large', 'The address is too long'],
  415: ['unsupported-media-type', 'The media type of the body is not supported'],
  431: ['too-large', 'The headers are too large'],
};

/**
 * Answers every error as a problem document; what was not declared is logged and answered as 500 without details, or
 * as 503 while the database is away.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly listeners: OperationsListener,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    if (host.getType() !== 'http') return throwError(() => error);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) {
      this.logger.error({ err: error }, 'an answer broke off');
      return;
    }
    sendProblem(reply, this.judge(error, request));
  }

  private judge(error: unknown, request: FastifyRequest): Problem {
    const known = problemOf(error);
    if (known) return known;
    // The sender went away before all of the request was here.
    if (request.raw.errored && !request.raw.complete) return frameworkProblem(400);
    const status = frameworkStatus(error);
    if (status === 404 && request.is404) {
      return this.routes.missing(request.method, request.url, this.listeners.of(request.raw));
    }
    if (status !== undefined) return frameworkProblem(status);
    const line = { err: error, method: request.method, route: request.routeOptions.url };
    if (isInfrastructureError(error)) {
      this.logger.warn(line, 'a request could not be served: the database does not work');
      return UNAVAILABLE;
    }
    this.logger.error(line, 'a request failed');
    return INTERNAL;
  }
}

/** Sends a problem document with its headers. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  const { retryAfterSeconds } = problem.members;
  // What the framework refuses before any hook has no state.
  const state = reply.request.redress as RequestState | undefined;
  if (state) state.problem = problem.problem;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  void reply
    .code(problem.status)
    .headers(problem.headers)
    .header('content-type', CONTENT_TYPE)
    .send(JSON.stringify(problem.document(currentTraceId())));
}

/** The problem for an error of the web framework with this status. */
export function frameworkProblem(status: number): Problem {
  const [code, title] = FRAMEWORK_PROBLEMS[status] ?? (['refused', 'The request was refused'] as const);
  // 406 is what the multipart parser says of a body that it cannot read; to a client that means another media type.
  return new Problem(status === 406 ? 415 : status, code, title);
}

function frameworkStatus(error: unknown): number | undefined {
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

function fastifyStatus(error: unknown): number | undefined {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  return typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' ? statusCode : undefined;
}
