import { z } from 'zod';
import type { SendResult } from './send-result';
import { SmsGateway, type SmsReceipts } from './sms-gateway';

export interface HttpSmsGatewayOptions {
  /** Base of its two paths, `/messages` and `/receipts`. */
  readonly url: string;
  /** Sent as a bearer token where the gateway asks for one. */
  readonly token?: string | undefined;
  /** Messages at one time. */
  readonly connections: number;
}

const TIMEOUT_MS = 10_000;
/** After a failure to reach it nothing is tried for so long, so that letters which go otherwise are not kept waiting. */
const REST_MS = 5_000;
const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;
/** Failures of a call that cannot have reached the gateway. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

const receiptsSchema = z.object({
  receipts: z.array(z.object({ messageId: z.uuid(), status: z.enum(['DELIVERED', 'UNDELIVERABLE']) })).max(1_000),
  next: z.string().max(200),
});

/**
 * A gateway that speaks HTTP: `POST /messages {messageId, to, text}` answers 2xx when it took the message (a repeat of the
 * id is taken once), `GET /receipts?after=` answers `{receipts: [{messageId, status}], next}`.
 */
export class HttpSmsGateway extends SmsGateway {
  override readonly isThere = true;
  private underWay = 0;
  private restsUntilMs = 0;

  constructor(private readonly options: HttpSmsGatewayOptions) {
    super();
  }

  override get name(): string {
    return this.options.url;
  }

  override reserve(): (() => void) | undefined {
    if (this.underWay >= this.options.connections || performance.now() < this.restsUntilMs) return undefined;
    this.underWay += 1;
    return () => {
      this.underWay -= 1;
    };
  }

  override async send(letterId: string, to: string, text: string): Promise<SendResult> {
    try {
      const { ok, status } = await this.call('/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messageId: letterId, to, text }),
      });
      if (ok) return { kind: 'TAKEN' };
      const isForGood = status >= 400 && status < 500 && status !== TOO_MANY_REQUESTS && status !== REQUEST_TIMEOUT;
      // A refused login is about us, not about the message.
      if (isForGood && status !== 401 && status !== 403) return { kind: 'REFUSED', code: String(status) };
      this.rest();
      return { kind: 'LATER', code: String(status), isUncertain: status >= 500 };
    } catch (error) {
      this.rest();
      const code = codeOf(error);
      return { kind: 'LATER', code, isUncertain: !NEVER_CONNECTED.has(code) };
    }
  }

  override async receipts(readTo: string | null): Promise<SmsReceipts> {
    const answer = await this.call(`/receipts${readTo === null ? '' : `?after=${encodeURIComponent(readTo)}`}`);
    if (!answer.ok) throw new Error(`The gateway for text messages answered ${answer.status} when asked for receipts`);
    const { receipts, next } = receiptsSchema.parse(await answer.json());
    return { receipts: receipts.map(({ messageId, status }) => ({ letterId: messageId, status })), readTo: next };
  }

  private call(path: string, init: RequestInit = {}): Promise<Response> {
    const { token, url } = this.options;
    return fetch(url + path, {
      ...init,
      headers: { ...init.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }

  private rest(): void {
    this.restsUntilMs = performance.now() + REST_MS;
  }
}

function codeOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: unknown }; name?: string };
  return typeof cause?.code === 'string' ? cause.code : (name ?? 'Error');
}
