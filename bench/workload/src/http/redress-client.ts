import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { encodeUpload, UPLOAD_TYPE, type Upload } from './upload';

export type Method = 'GET' | 'POST' | 'PUT';

/** Where something is asked: one URL, or several at which the same service answers. */
export type Target = string | readonly string[];

export interface Call {
  /** Sent as JSON, unless it is an upload or a text with a type of its own. */
  readonly body?: unknown;
  readonly upload?: Upload;
  readonly text?: { readonly type: string; readonly content: string };
  /** Made up for every command when absent. */
  readonly idempotencyKey?: string;
  /** ETag of what the caller has read. */
  readonly etag?: string | undefined;
  /** Last `stateSeq` that the caller has seen. */
  readonly seen?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** One request as the one who sent it saw it. */
export interface Exchange {
  /** Null: without a token. */
  readonly who: string | null;
  readonly method: Method;
  readonly url: string;
  readonly idempotencyKey: string | undefined;
  readonly sentAt: Date;
  readonly latencyMs: number;
  /** Undefined when nothing was answered: the command may have been carried out or not. */
  readonly status: number | undefined;
  /** The answer, or the error in place of one. */
  readonly body: unknown;
}

export interface ClientOptions {
  /** The token of a person (`staff:…`) or program (`client:…`). */
  tokenOf(who: string): Promise<string>;
  /** Sockets per address, default 64. */
  connections?: number;
  /** How long `ask` goes on asking, default a minute. */
  patienceMs?: number;
  /** How long one request may take, default 40 s. */
  timeoutMs?: number;
  /**
   * Whether `ask` also asks again when nothing was answered or the service failed (5xx): with the same key, at the next
   * address if there are several. Default false: a caller of a platform that should be well wants to know.
   */
  persistent?: boolean;
  /** Told of every request, those that `ask` repeats included. */
  observer?(exchange: Exchange): void;
  /** Aborted: nothing is asked any more. */
  signal?: AbortSignal;
}

/** What the platform answered in place of what was asked. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: unknown,
    what: string,
  ) {
    super(`${what}: ${status} ${JSON.stringify(problem)}`);
  }

  /** Last part of the problem's type, e.g. `not-holder`. */
  get kind(): string {
    return kindOf(this.problem);
  }
}

const PATIENCE_MS = 60_000;
const TIMEOUT_MS = 40_000;
const PAUSE_MS = 100;
const CONNECTIONS = 64;

/** The platform over HTTP, as people and programs call it, each with a token of their own. Close it in the end. */
export class RedressClient {
  private readonly agent: Agent;

  constructor(private readonly options: ClientOptions) {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.agent = new Agent({
      connections: options.connections ?? CONNECTIONS,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  /** True when a command whose answer was lost is sent again. */
  get isPersistent(): boolean {
    return this.options.persistent ?? false;
  }

  /** One request and whatever is answered. Rejects when nothing is. `who` null: without a token. */
  async send<T = unknown>(who: string | null, method: Method, url: string, call: Call = {}): Promise<Answer<T>> {
    const idempotencyKey = method === 'GET' ? undefined : (call.idempotencyKey ?? randomUUID());
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
    if (who !== null) headers['authorization'] = `Bearer ${await this.options.tokenOf(who)}`;
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    if (call.etag !== undefined) headers['if-match'] = call.etag;
    if (call.seen !== undefined) headers['redress-seen'] = String(call.seen);
    const body = bodyOf(call, headers);
    const { origin, pathname, search } = new URL(url);
    const sentAt = new Date();
    const startedAt = performance.now();
    const seen = { who, method, url, idempotencyKey, sentAt };
    try {
      const response = await this.agent.request({ origin, path: pathname + search, method, headers, body });
      const text = await response.body.text();
      const isJson = /[/+]json\b/.test(String(response.headers['content-type'] ?? ''));
      const answer: Answer<T> = {
        status: response.statusCode,
        body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
        etag: response.headers['etag'] as string | undefined,
        headers: response.headers,
      };
      const latencyMs = performance.now() - startedAt;
      this.options.observer?.({ ...seen, latencyMs, status: answer.status, body: answer.body });
      return answer;
    } catch (error) {
      this.options.observer?.({ ...seen, latencyMs: performance.now() - startedAt, status: undefined, body: error });
      throw error;
    }
  }

  /**
   * Asks, and asks again with the same key while the platform wants patience (behind, starting, preparing).
   * @throws Refused with any other problem
   */
  async ask<T = unknown>(who: string | null, method: Method, target: Target, call: Call = {}): Promise<Answer<T>> {
    const addresses = typeof target === 'string' ? [target] : target;
    const repeatable = method === 'GET' ? call : { idempotencyKey: randomUUID(), ...call };
    const deadline = performance.now() + (this.options.patienceMs ?? PATIENCE_MS);
    for (let attempt = 0; ; attempt++) {
      this.options.signal?.throwIfAborted();
      const url = addresses[attempt % addresses.length] ?? '';
      const isLate = performance.now() > deadline;
      const answer = await this.send<T>(who, method, url, repeatable).catch((error: unknown) => {
        if (!this.isPersistent || isLate) throw error;
      });
      if (answer && answer.status < 400) return answer;
      if (answer && (isLate || !this.isWorthAsking(answer))) {
        throw new Refused(answer.status, answer.body, `${method} ${new URL(url).pathname} as ${who ?? 'nobody'}`);
      }
      await delay(PAUSE_MS, undefined, { signal: this.options.signal });
    }
  }

  /** Ends its connections; what is still being asked fails. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private isWorthAsking({ status, body }: Answer<unknown>): boolean {
    if (status === 503) return true;
    if (status === 409) return /^(not-caught-up|in-flight|content-not-available)$/.test(kindOf(body));
    return this.isPersistent && status >= 500;
  }
}

function bodyOf({ body, upload, text }: Call, headers: Record<string, string>): Buffer | string | null {
  if (upload) {
    headers['content-type'] = UPLOAD_TYPE;
    return encodeUpload(upload);
  }
  if (text) {
    headers['content-type'] = text.type;
    return text.content;
  }
  if (body === undefined) return null;
  headers['content-type'] = 'application/json';
  return JSON.stringify(body);
}

function kindOf(problem: unknown): string {
  const type = (problem as { type?: unknown } | null)?.type;
  return typeof type === 'string' ? (type.split(/[:/]/).at(-1) ?? '') : '';
}
