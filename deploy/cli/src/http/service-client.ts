import { codeWords, listenerOf, OBSTACLES, type ServiceName } from '@redress/contracts';
import { z } from 'zod';
import { Failure, reasonOf } from '../failure';
import type { Settings } from '../settings/settings';
import { actingToken } from '../token/obtain-access-token';

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string() })).optional(),
  blockedBy: z
    .array(z.looseObject({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
});

/** A service answered with a problem document. */
export class Refusal extends Failure {
  constructor(
    readonly service: ServiceName,
    readonly status: number,
    /** Name of the problem, as in `urn:redress:problem:<name>`; empty when the answer was none. */
    readonly problem: string,
    message: string,
    readonly errors: readonly ({ readonly pointer: string; readonly detail: string } & Record<string, unknown>)[],
  ) {
    super(message, { service, status, problem, errors });
  }
}

/** Draining a long queue of parked events takes its time. */
const TIMEOUT_MS = 120_000;

/** Talks to services over HTTP, all with one token, which is obtained when it is needed first. */
export class ServiceClient {
  private token: Promise<string> | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly fetchFrom: typeof fetch = fetch,
  ) {}

  /** Base URL at which a service serves a path. Throws a Failure when it is not known. */
  urlOf(service: ServiceName, path: string): string {
    return this.settings.serviceUrl(service, listenerOf(path));
  }

  /**
   * @throws Refusal when the service answers with a problem
   * @throws Failure when it does not answer, or not with what is expected
   */
  get<T>(service: ServiceName, path: string, schema: z.ZodType<T>): Promise<T> {
    return this.send(service, path, { method: 'GET' }, schema);
  }

  /** Posts JSON; throws as {@link get} does. */
  post<T>(service: ServiceName, path: string, body: object, schema: z.ZodType<T>): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return this.send(service, path, { method: 'POST', headers, body: JSON.stringify(body) }, schema);
  }

  /** Posts text with an idempotency key; throws as {@link get} does. */
  postText<T>(
    service: ServiceName,
    path: string,
    text: { readonly content: string; readonly mediaType: string; readonly idempotencyKey: string },
    schema: z.ZodType<T>,
  ): Promise<T> {
    const headers = { 'content-type': text.mediaType, 'idempotency-key': text.idempotencyKey };
    return this.send(service, path, { method: 'POST', headers, body: text.content }, schema);
  }

  private async send<T>(
    service: ServiceName,
    path: string,
    request: { method: string; headers?: Record<string, string>; body?: string },
    schema: z.ZodType<T>,
  ): Promise<T> {
    const base = this.urlOf(service, path);
    const token = await (this.token ??= actingToken(this.settings));
    let response: Response;
    let text: string;
    try {
      response = await this.fetchFrom(base + path, {
        ...request,
        headers: { ...request.headers, accept: 'application/json', authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await response.text();
    } catch (error) {
      throw new Failure(`${service} does not answer at ${base}: ${reasonOf(error)}`, { service }, { cause: error });
    }
    const content = parsed(text);
    if (!response.ok) throw refusal(service, response.status, content);
    const answer = schema.safeParse(content);
    if (!answer.success) {
      const [issue] = answer.error.issues;
      throw new Failure(
        `${service} answered ${path} in an unexpected form: /${issue?.path.join('/')} ${issue?.message}`,
      );
    }
    return answer.data;
  }
}

function refusal(service: ServiceName, status: number, content: unknown): Refusal {
  const document = problemSchema.safeParse(content);
  if (!document.success) return new Refusal(service, status, '', `${service} answered HTTP ${status}`, []);
  const { type, title, detail, errors = [], blockedBy = [] } = document.data;
  const problem = type.replace(/^urn:redress:problem:/, '');
  const message = `${service} refused (${status} ${problem}): ${title}${detail ? `. ${detail}` : ''}`;
  const lines = [
    ...errors.map((error) => `  ${error.pointer || '/'}: ${error.detail}`),
    ...blockedBy.map(({ code, params }) => `  ${code}: ${codeWords(OBSTACLES, code, params)}`),
  ];
  return new Refusal(service, status, problem, [message, ...lines].join('\n'), errors);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
