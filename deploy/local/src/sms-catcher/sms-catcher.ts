import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { closeServer, listen } from '../http-server';
import { smsPages } from './sms-pages';

/** A text message as it arrived. */
export interface CaughtMessage {
  id: string;
  receivedAt: string;
  /** What its sender calls it: the same for a repeat. */
  messageId: string;
  to: string;
  text: string;
}

/** What the gateway says of a message that it took. */
export interface MessageReceipt {
  messageId: string;
  status: 'DELIVERED' | 'UNDELIVERABLE';
}

/**
 * How the gateway misbehaves: `ok` not at all; `down` answers 503; `refuse` answers 422; `undeliverable` takes messages and
 * reports that they did not arrive; `silent` takes them and reports nothing.
 */
export type SmsFault = { mode: 'ok' | 'down' | 'refuse' | 'undeliverable' | 'silent' };

export interface SmsCatcherOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 or left out: any. */
  port?: number;
  /** Messages that are kept; older ones are dropped first (default 20 000). */
  keep?: number;
}

const RECEIPTS_PER_PAGE = 500;

/** A gateway for text messages that delivers nowhere: it keeps them in memory, shows them over HTTP and gives receipts. */
export class SmsCatcher {
  private server: Server | undefined;
  private port = 0;
  private messages: CaughtMessage[] = [];
  private readonly known = new Set<string>();
  private readonly reported: MessageReceipt[] = [];
  /** Receipts are gone with the process, and so are positions among them. */
  private readonly run = randomUUID().slice(0, 8);
  private current: SmsFault = { mode: 'ok' };

  private constructor(private readonly options: SmsCatcherOptions) {}

  /** Rejects when the port is taken. */
  static async start(options: SmsCatcherOptions = {}): Promise<SmsCatcher> {
    const catcher = new SmsCatcher(options);
    const { server, port } = await listen(smsPages(catcher), catcher.host, options.port ?? 0);
    catcher.server = server;
    catcher.port = port;
    return catcher;
  }

  /** Base for the notification service (`REDRESS_SMS_URL`), of the pages and of the JSON interface. */
  get url(): string {
    return `http://${this.host}:${this.port}`;
  }

  get fault(): SmsFault {
    return this.current;
  }

  misbehave(fault: SmsFault): void {
    this.current = fault;
  }

  /** Newest first; only those to `to` if given. */
  list(to?: string): readonly CaughtMessage[] {
    const found = to === undefined ? this.messages : this.messages.filter((message) => message.to === to);
    return found.toReversed();
  }

  /** Takes a message; a repeat of the same is taken once. */
  take({ messageId, to, text }: Pick<CaughtMessage, 'messageId' | 'to' | 'text'>): void {
    if (this.known.has(messageId)) return;
    this.known.add(messageId);
    this.messages.push({ id: randomUUID(), receivedAt: new Date().toISOString(), messageId, to, text });
    const surplus = this.messages.length - (this.options.keep ?? 20_000);
    if (surplus > 0) this.messages.splice(0, surplus);
    if (this.current.mode === 'silent') return;
    this.reported.push({ messageId, status: this.current.mode === 'undeliverable' ? 'UNDELIVERABLE' : 'DELIVERED' });
  }

  /** Receipts after a position that an earlier page gave, oldest first. */
  receipts(after: string | null): { receipts: MessageReceipt[]; next: string } {
    const [run, position] = after?.split(':') ?? [];
    const from = run === this.run ? Number(position) : 0;
    const receipts = this.reported.slice(from, from + RECEIPTS_PER_PAGE);
    return { receipts, next: `${this.run}:${from + receipts.length}` };
  }

  /** Forgets every message; receipts stay to be read. */
  empty(): void {
    this.messages = [];
  }

  async stop(): Promise<void> {
    if (this.server) await closeServer(this.server);
    this.server = undefined;
  }

  private get host(): string {
    return this.options.host ?? '127.0.0.1';
  }
}
