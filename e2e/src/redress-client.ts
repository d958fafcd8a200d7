import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

export interface Call {
  /** Sent as JSON, unless it is a form or a text with a type of its own. */
  readonly body?: unknown;
  readonly form?: FormData;
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
  readonly headers: Headers;
}

export type Method = 'GET' | 'POST' | 'PUT';

/** What the platform answered in place of what was asked. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: unknown,
    what: string,
  ) {
    super(`${what}: ${status} ${JSON.stringify(problem)}`);
  }
}

const PATIENCE_MS = 60_000;
const TIMEOUT_MS = 40_000;
const PAUSE_MS = 100;

/** The platform over HTTP, as people and programs call it, each with a token of their own. */
export class RedressClient {
  /** @param tokenOf the token of a person (`staff:…`) or program (`client:…`) */
  constructor(private readonly tokenOf: (who: string) => Promise<string>) {}

  /** One request and whatever is answered. `who` null: without a token. */
  async send<T = unknown>(who: string | null, method: Method, url: string, call: Call = {}): Promise<Answer<T>> {
    const headers = new Headers({ accept: 'application/json', ...call.headers });
    if (who !== null) headers.set('authorization', `Bearer ${await this.tokenOf(who)}`);
    if (method !== 'GET') headers.set('idempotency-key', call.idempotencyKey ?? randomUUID());
    if (call.etag !== undefined) headers.set('if-match', call.etag);
    if (call.seen !== undefined) headers.set('redress-seen', String(call.seen));
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...bodyOf(call, headers),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as T,
      etag: response.headers.get('etag') ?? undefined,
      headers: response.headers,
    };
  }

  /**
   * Asks, and asks again with the same key while the platform wants patience (behind, starting, preparing).
   * @throws Refused with any other problem
   */
  async ask<T = unknown>(who: string | null, method: Method, url: string, call: Call = {}): Promise<Answer<T>> {
    const patient = { idempotencyKey: randomUUID(), ...call };
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.send<T>(who, method, url, patient);
      if (answer.status < 400) return answer;
      if (!wantsPatience(answer) || performance.now() > deadline) {
        throw new Refused(answer.status, answer.body, `${method} ${new URL(url).pathname} as ${who ?? 'nobody'}`);
      }
      await delay(PAUSE_MS);
    }
  }
}

function bodyOf({ body, form, text }: Call, headers: Headers): { body?: FormData | string } {
  if (form) return { body: form };
  if (text) {
    headers.set('content-type', text.type);
    return { body: text.content };
  }
  if (body === undefined) return {};
  headers.set('content-type', 'application/json');
  return { body: JSON.stringify(body) };
}

function wantsPatience({ status, body }: Answer<unknown>): boolean {
  const type = String((body as { type?: unknown }).type);
  return status === 503 || (status === 409 && /:(not-caught-up|in-flight)$/.test(type));
}
