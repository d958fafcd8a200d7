import {
  Inject,
  Injectable,
  Optional,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { faultAt, type FieldFault } from '@redress/commands';
import { impliedPurpose, UUID } from '@redress/contracts';
import { Disclosure, DisclosureLog } from '@redress/disclosure';
import { withLogContext } from '@redress/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, from, map, Observable, of, switchMap } from 'rxjs';
import type { z } from 'zod';
import { Answer } from './answer';
import { CaseGate } from './case-gate';
import { CommandContext } from '../idempotency/command-context';
import {
  bareMediaType,
  complaintParamOf,
  contentsOf,
  endpointOf,
  mediaTypesOf,
  type DeclaredEndpoint,
} from './endpoint';
import { fieldErrors } from '../problems/field-errors';
import { HttpOptions } from '../http-options';
import { illFormedParts } from '../problems/ill-formed-parts';
import { Problem } from '../problems/problem';
import { SeenGate } from './seen-gate';
import { readUpload } from './uploaded-file';

const SEEN_PATIENCE_MS = 3_000;
const IDEMPOTENCY_KEY = /^"?([A-Za-z0-9._:-]{1,128})"?$/;
const VERSION_TAG = /^(?:W\/)?"(\d{1,15})"$/;
const SEQUENCE = /^\d{1,9}$/;
/** Callers may write ids as they like; the database takes both. */
const ANY_UUID = new RegExp(UUID.source, 'i');

/**
 * Holds requests and answers to the endpoint's contract: reads the headers, validates path, query and body and reports
 * every fault at once, waits for what the caller has already seen, has the access table judge who may do this with the
 * complaint in the path, records what the handler opened of complaints before anything of it leaves, and sends the answer's
 * version and headers.
 */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  constructor(
    private readonly gate: SeenGate,
    private readonly cases: CaseGate,
    @Inject(HttpOptions) private readonly options: HttpOptions,
    @Optional() private readonly disclosures?: DisclosureLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const endpoint = context.getType() === 'http' ? endpointOf(context.getHandler()) : undefined;
    if (!endpoint) return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return from(this.admit(endpoint, request)).pipe(
      switchMap((command) => inLogContext(command, next)),
      concatMap((result) => this.recorded(request, result)),
      map((result) => this.deliver(endpoint, reply, result)),
    );
  }

  private async admit(endpoint: DeclaredEndpoint, request: FastifyRequest): Promise<string | undefined> {
    const route = request.routeOptions.url as string;
    const complaintId = complaintIn(endpoint, route, request.params);
    const seen = seenSequence(request);
    await this.judge(endpoint, complaintId, seen, request);
    request.redress.command = new CommandContext({
      method: request.method,
      url: request.url,
      route,
      sentBody: request.body,
      actor: request.redress.actor,
      idempotency: endpoint.idempotent,
      idempotencyKey: endpoint.idempotent && idempotencyKey(request),
      expectedVersion: endpoint.ifMatch ? expectedVersion(request) : undefined,
      seen,
      complaintId,
      traceparent: request.redress.traceparent,
    });
    request.redress.disclosure = disclosureOf(endpoint, request);
    await validate(endpoint, request);
    // What no complaint can be called was not judged, so no handler gets it.
    if (complaintId !== undefined && !ANY_UUID.test(complaintId)) throw Problem.notFound('complaint');
    return complaintId;
  }

  /** Who may not see the complaint learns nothing else about the request. A path that names none is refused when it is validated. */
  private async judge(
    { access }: DeclaredEndpoint,
    complaintId: string | undefined,
    seen: number | undefined,
    { redress: { actor } }: FastifyRequest,
  ): Promise<void> {
    if (complaintId === undefined || !ANY_UUID.test(complaintId)) return;
    await this.catchUp(complaintId, seen);
    if (!actor || access === 'public') return;
    // Programs reach no complaint that a path names: scopes open registration and operations only.
    const people = typeof access === 'object' && 'scopes' in access ? (access.people ?? []) : access;
    await this.cases.admit(complaintId, actor, people);
  }

  private async catchUp(complaintId: string | undefined, seen: number | undefined): Promise<void> {
    if (complaintId === undefined || seen === undefined) return;
    if (await this.gate.waitFor(complaintId, seen, SEEN_PATIENCE_MS)) return;
    throw new Problem(409, 'not-caught-up', 'This service has not heard yet of what you have seen', {
      detail: `State ${seen} of the complaint has not arrived here`,
      retryAfterSeconds: 1,
    });
  }

  /** A read that cannot be recorded is not answered (D10). */
  private recorded({ redress: { disclosure } }: FastifyRequest, result: unknown): Observable<unknown> {
    if (!disclosure || disclosure.opened.length === 0) return of(result);
    const { disclosures } = this;
    if (!disclosures) throw new Error('Personal data were opened where there is no log of disclosures');
    return from(
      disclosures.record(disclosure).then(
        () => result,
        (error: unknown) => {
          closeStream(result);
          throw error;
        },
      ),
    );
  }

  private deliver(endpoint: DeclaredEndpoint, reply: FastifyReply, result: unknown): unknown {
    const { body, status, headers } =
      result instanceof Answer ? result : { body: result, status: undefined, headers: {} };
    if (status !== undefined) reply.code(status);
    reply.headers(headers);
    const { produces } = endpoint;
    if (produces && !produces.includes('*') && !reply.hasHeader('content-type')) reply.header('content-type', produces);
    if (this.options.checkAnswers) assertKept(endpoint, reply, body);
    return body;
  }
}

function disclosureOf(
  { discloses, operationId }: DeclaredEndpoint,
  { redress: { actor } }: FastifyRequest,
): Disclosure | undefined {
  if (!discloses || !actor) return undefined;
  const { organisationId } = actor.person;
  return new Disclosure({ sub: actor.sub, organisationId }, operationId, impliedPurpose(discloses, actor.roles));
}

function closeStream(result: unknown): void {
  const body: unknown = result instanceof Answer ? result.body : result;
  if (body instanceof StreamableFile) body.getStream().destroy();
}

function inLogContext(complaintId: string | undefined, next: CallHandler): Observable<unknown> {
  if (complaintId === undefined) return next.handle();
  // The handler runs when it is subscribed to, not when handle() is called.
  return new Observable((subscriber) => withLogContext({ complaintId }, () => next.handle().subscribe(subscriber)));
}

async function validate(endpoint: DeclaredEndpoint, request: FastifyRequest): Promise<void> {
  if (endpoint.upload) request.redress.upload = await readUpload(request, endpoint.upload.maxFileBytes);
  else assertMediaType(endpoint, request);
  const faults: FieldFault[] = [];
  const check = (schema: z.ZodType | undefined, sent: unknown, where: FieldFault['in']): unknown => {
    // A body is read, and told apart from others, also where none is asked for.
    if (!schema && where !== undefined) return sent;
    const illFormed = illFormedParts(sent, where);
    if (illFormed.length > 0) {
      faults.push(...illFormed);
      return undefined;
    }
    if (!schema) return sent;
    const parsed = schema.safeParse(sent);
    if (parsed.success) return parsed.data;
    faults.push(...fieldErrors(parsed.error.issues, sent, where));
    return undefined;
  };
  const params = check(endpoint.params, request.params, 'path');
  const query = check(endpoint.query, request.query, 'query');
  const body = check(endpoint.body, request.redress.upload?.fields ?? request.body, undefined);
  if (faults.length > 0) {
    request.redress.upload?.stream.resume();
    throw Problem.fields(...faults);
  }
  request.params = params;
  request.query = query;
  request.body = body;
}

function assertMediaType(endpoint: DeclaredEndpoint, { headers }: FastifyRequest): void {
  const sent = headers['content-type'];
  if (!endpoint.body || sent === undefined) return;
  const taken = mediaTypesOf(endpoint);
  if (taken.includes(bareMediaType(sent))) return;
  throw new Problem(415, 'unsupported-media-type', `The body must be ${taken.join(' or ')}`);
}

function idempotencyKey({ headers }: FastifyRequest): string {
  const sent = headers['idempotency-key'];
  const key = IDEMPOTENCY_KEY.exec(typeof sent === 'string' ? sent : '')?.[1];
  if (key) return key;
  throw badHeader('idempotency-key', sent, 'must be 1 to 128 letters, digits, dots, underscores, colons or hyphens');
}

function expectedVersion({ headers }: FastifyRequest): number {
  const sent = headers['if-match'];
  if (sent === undefined) {
    throw new Problem(428, 'version-required', 'Send the version that you have read as If-Match', {
      errors: [{ in: 'header', ...faultAt('/if-match', 'required') }],
    });
  }
  const version = VERSION_TAG.exec(sent)?.[1];
  if (version) return Number(version);
  throw badHeader('if-match', sent, 'must be one ETag that this service sent');
}

function seenSequence({ headers }: FastifyRequest): number | undefined {
  const sent = headers['redress-seen'];
  if (sent === undefined) return undefined;
  if (typeof sent === 'string' && SEQUENCE.test(sent)) return Number(sent);
  throw badHeader('redress-seen', sent, 'must be the stateSeq of a complaint');
}

function badHeader(name: string, sent: unknown, rule: string): Problem {
  const fault =
    sent === undefined ? faultAt(`/${name}`, 'required') : faultAt(`/${name}`, 'wrong-format', { format: name });
  const detail = sent === undefined ? `is required and ${rule}` : rule;
  return new Problem(400, 'malformed-header', `The header ${name} is missing or malformed`, {
    errors: [{ in: 'header', ...fault, detail }],
  });
}

function complaintIn(endpoint: DeclaredEndpoint, route: string, params: unknown): string | undefined {
  const name = complaintParamOf(endpoint, route);
  return name === undefined ? undefined : (params as Record<string, string>)[name];
}

function assertKept(endpoint: DeclaredEndpoint, reply: FastifyReply, body: unknown): void {
  const fail = (fault: string): never => {
    throw new Error(`${endpoint.operationId} broke its contract: ${fault}`);
  };
  const alternative = endpoint.alternatives?.[reply.statusCode];
  if (!alternative && Boolean(endpoint.etag) !== reply.hasHeader('etag')) {
    fail(endpoint.etag ? 'it declares an ETag' : 'it declares no ETag');
  }
  if (body instanceof StreamableFile) return;
  const contents = contentsOf((alternative ?? endpoint).response, endpoint);
  if (contents.size === 0 && body === undefined) return;
  const schema = contents.get(mediaTypeOf(reply)) ?? [...contents.values()][0];
  if (!schema) return fail('it declares no body');
  const parsed = schema.safeParse(body);
  if (!parsed.success) fail(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

/** What is not said is JSON. */
function mediaTypeOf(reply: FastifyReply): string {
  return bareMediaType(String(reply.getHeader('content-type') ?? 'application/json'));
}
