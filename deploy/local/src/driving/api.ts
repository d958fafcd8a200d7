import { setTimeout as delay } from 'node:timers/promises';
import { listenerOf, type ServiceName } from '@redress/contracts';
import type { Platform } from '../launch';
import type { Connection, Message, Reply } from './connection';

/** A caller of the platform: a person or a program with a token, or a caller without one (`null`). */
export interface Caller {
  /** As in the `sub` of the token. */
  readonly id: string;
  /** A token that is still valid for a while. */
  token(): Promise<string>;
}

export interface Call {
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With leading slash. */
  readonly path: string;
  readonly by: Caller | null;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as multipart/form-data instead. */
  readonly form?: FormData;
  /** Sent as it is instead. */
  readonly text?: { readonly content: string; readonly mediaType: string };
  readonly idempotencyKey?: string;
  /** Version of the resource that the caller has read. */
  readonly version?: number;
  /** Last `stateSeq` of the complaint that the caller has seen. */
  readonly seen?: number;
}

/** What the platform answered when it did not do what was asked. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    /** Last part of the problem's type. */
    readonly problem: string,
    call: Call,
    detail: string,
    /** The problem document; empty when the answer was none. */
    readonly document: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${call.method} ${call.path} as ${call.by?.id ?? 'the public'}: ${status} ${problem} ${detail}`.trim());
  }
}

const ATTEMPTS = 6;
const LONGEST_PAUSE_MS = 2_000;

/** The platform over HTTP, as its users call it: no way around authorisation, versions and keys. */
export class Api {
  private calls = 0;

  constructor(
    private readonly platform: Pick<Platform, 'urls' | 'operationsUrls'>,
    private readonly connection: Connection,
  ) {}

  /** Requests answered so far. */
  get callCount(): number {
    return this.calls;
  }

  /**
   * Calls once and again where the platform asks for patience (not caught up, overloaded, connection lost).
   * @throws Refused with any other problem
   */
  async call<T>(call: Call): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const message = await this.compose(call);
      const reply = await this.connection.exchange(message).catch(async (error: unknown) => {
        if (attempt === ATTEMPTS) throw error;
        await delay(100 * attempt);
      });
      if (!reply) continue;
      this.calls++;
      if (reply.status < 300) return (isJson(reply) && reply.text !== '' ? JSON.parse(reply.text) : reply.text) as T;
      const problem = problemIn(reply);
      if (attempt < ATTEMPTS && asksForPatience(reply.status, problem.type)) {
        await delay(pauseMs(reply, attempt));
        continue;
      }
      throw new Refused(reply.status, problem.type, call, problem.detail, problem.document);
    }
  }

  private async compose({ service, method, path, by, body, form, text, ...facts }: Call): Promise<Message> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (by) headers['authorization'] = `Bearer ${await by.token()}`;
    if (facts.idempotencyKey !== undefined) headers['idempotency-key'] = facts.idempotencyKey;
    if (facts.version !== undefined) headers['if-match'] = `"${facts.version}"`;
    if (facts.seen !== undefined) headers['redress-seen'] = String(facts.seen);
    const { urls, operationsUrls } = this.platform;
    const url = (listenerOf(path) === 'operations' ? operationsUrls : urls)[service] + path;
    if (form) {
      const multipart = new Response(form);
      headers['content-type'] = multipart.headers.get('content-type') ?? '';
      return { method, url, headers, body: Buffer.from(await multipart.arrayBuffer()) };
    }
    if (text) return { method, url, headers: { ...headers, 'content-type': text.mediaType }, body: text.content };
    if (body === undefined) return { method, url, headers };
    return { method, url, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  }
}

function isJson({ headers }: Reply): boolean {
  return /[/+]json\b/.test(headers['content-type'] ?? '');
}

function asksForPatience(status: number, type: string): boolean {
  return status === 429 || status === 503 || (status === 409 && (type === 'not-caught-up' || type === 'in-flight'));
}

function pauseMs({ headers }: Reply, attempt: number): number {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return Math.min(Number.isFinite(seconds) ? seconds * 1000 : 100 * 2 ** attempt, LONGEST_PAUSE_MS);
}

interface Problem {
  readonly type: string;
  readonly detail: string;
  readonly document: Readonly<Record<string, unknown>>;
}

function problemIn(reply: Reply): Problem {
  if (!isJson(reply)) return { type: 'no-problem-document', detail: reply.text.slice(0, 200), document: {} };
  const document = JSON.parse(reply.text) as Record<string, unknown>;
  const { type, title, detail, errors, blockedBy } = document;
  const reasons = [detail ?? title, errors, blockedBy].filter((part) => part !== undefined);
  return {
    type: String(type).split(/[/:]/).at(-1) ?? '',
    detail: reasons.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '),
    document,
  };
}
