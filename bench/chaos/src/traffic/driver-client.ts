import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@redress/contracts';
import {
  type Answer,
  type Call,
  type ClientOptions,
  isOutOfStep,
  type Method,
  RedressClient,
  Refused,
  type Target,
} from '@redress/workload';
import type { CommandAnswer, Intent, Ledger } from './ledger';

export interface DriverClientOptions extends ClientOptions {
  readonly ledger: Ledger;
  /** Which service answers at a URL. */
  serviceAt(url: string): ServiceName | undefined;
}

/** Refusals that people meet on a day without faults too, and know how to go on from. */
const ORDINARY: ReadonlySet<string> = new Set(['stale-version', 'offer-decided', 'nothing-asked']);

/** The client of everybody in a run: it counts what is in flight and enters every command in the ledger. */
export class DriverClient extends RedressClient {
  private sending = 0;
  private commands = 0;
  private isClosing = false;
  private readonly answers = new Map<string, number>();

  constructor(private readonly driver: DriverClientOptions) {
    super(driver);
  }

  /** How often each status was answered; `none` where the connection broke or nothing was answered in time. */
  get answerCounts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.answers].toSorted());
  }

  /** Requests that were sent and are not answered. */
  get inFlight(): number {
    return this.sending;
  }

  /** Commands without a final answer, those included that are about to be sent again. */
  get openCommands(): number {
    return this.commands;
  }

  /** From now on no command begins; those that were begun are sent until they are answered. */
  windDown(): void {
    this.isClosing = true;
  }

  override async send<T = unknown>(who: string | null, method: Method, url: string, call?: Call): Promise<Answer<T>> {
    this.sending += 1;
    let status = 'none';
    try {
      const answer = await super.send<T>(who, method, url, call);
      status = String(answer.status);
      return answer;
    } finally {
      this.sending -= 1;
      this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
    }
  }

  override async ask<T = unknown>(
    who: string | null,
    method: Method,
    target: Target,
    call: Call = {},
  ): Promise<Answer<T>> {
    if (method === 'GET') return super.ask<T>(who, method, target, call);
    if (this.isClosing) throw new Error('The driver winds down');
    const url = new URL(typeof target === 'string' ? target : (target[0] ?? ''));
    const idempotencyKey = call.idempotencyKey ?? randomUUID();
    const service = this.driver.serviceAt(url.origin) ?? 'unknown';
    const intent: Intent = { service, method, path: shown(url.pathname), who, idempotencyKey };
    const { ledger } = this.driver;
    ledger.intends(intent);
    this.commands += 1;
    try {
      const answer = await super.ask<T>(who, method, target, { ...call, idempotencyKey });
      ledger.answered(intent, partOf(answer));
      return answer;
    } catch (error) {
      const what = `${method} ${intent.path} as ${who ?? 'nobody'}`;
      if (error instanceof Refused) {
        ledger.answered(intent, { status: error.status });
        if (!ORDINARY.has(error.kind) && !isOutOfStep(error))
          ledger.odd({ what: 'refused', detail: `${what}: ${error.status} ${error.kind}` });
      } else {
        ledger.odd({ what: 'unanswered', detail: `${what} with key ${idempotencyKey}: ${(error as Error).message}` });
      }
      throw error;
    } finally {
      this.commands -= 1;
    }
  }
}

/** The token of an offer opens it, so it is not written down. */
function shown(path: string): string {
  return path.replace(/^\/v1\/offers\/.*/, '/v1/offers/…');
}

function partOf({ status, body }: Answer<unknown>): CommandAnswer {
  const { complaintId, complaintNo, stateSeq } = (body ?? {}) as Partial<CommandAnswer>;
  return {
    status,
    ...(complaintId === undefined ? {} : { complaintId }),
    ...(complaintNo === undefined ? {} : { complaintNo }),
    ...(stateSeq === undefined ? {} : { stateSeq }),
  };
}
