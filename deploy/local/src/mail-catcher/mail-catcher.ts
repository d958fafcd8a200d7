import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { closeServer, listen } from '../http-server';
import { mailPages } from './mail-pages';

/** A letter as it arrived. */
export interface CaughtLetter {
  id: string;
  receivedAt: string;
  /** Recipients of the envelope, in lower case. */
  to: string[];
  from: string;
  subject: string;
  messageId: string | null;
  headers: Record<string, string>;
  text: string;
  html: string | null;
  /** False when the connection was cut instead of answered: the sender cannot know that the letter arrived. */
  answered: boolean;
}

/**
 * How the mail server misbehaves: `ok` not at all; `down` refuses connections; `slow` answers each letter after `delayMs`; `killAfterData` takes the
 * letter and cuts the connection without an answer; `refuse` answers every recipient with a permanent 550.
 */
export type MailFault = { mode: 'ok' | 'down' | 'killAfterData' | 'refuse' } | { mode: 'slow'; delayMs: number };

export interface MailCatcherOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 or left out: any. */
  smtpPort?: number;
  httpPort?: number;
  /** Letters that are kept; older ones are dropped first (default 20 000). */
  keep?: number;
}

/** What was received since the start or the last emptying, dropped letters included. */
export interface MailStatistics {
  received: number;
  distinctMessageIds: number;
  /** Message-IDs that arrived more than once. */
  repeated: Array<{ messageId: string; count: number }>;
}

const MAX_LETTER_BYTES = 10 * 1024 * 1024;

/** A mail server that delivers nowhere: it keeps letters in memory and shows them over HTTP. */
export class MailCatcher {
  private smtp: SMTPServer | undefined;
  private http: Server | undefined;
  private smtpPort = 0;
  private httpPort = 0;
  private letters: CaughtLetter[] = [];
  private received = 0;
  private messageIds = new Map<string, number>();
  private current: MailFault = { mode: 'ok' };
  private readonly sockets = new Map<string, Socket>();
  private readonly listeners: Array<(letter: CaughtLetter) => void> = [];

  private constructor(private readonly options: MailCatcherOptions) {}

  /** Starts both servers; rejects when a port is taken. */
  static async start(options: MailCatcherOptions = {}): Promise<MailCatcher> {
    const catcher = new MailCatcher(options);
    catcher.smtpPort = options.smtpPort ?? 0;
    await catcher.openSmtp();
    try {
      const { server, port } = await listen(mailPages(catcher), catcher.host, options.httpPort ?? 0);
      catcher.http = server;
      catcher.httpPort = port;
    } catch (error) {
      await catcher.closeSmtp();
      throw error;
    }
    return catcher;
  }

  /** For the notification service, e.g. `smtp://127.0.0.1:1025`. It stays the same while the server is down. */
  get smtpUrl(): string {
    return `smtp://${this.host}:${this.smtpPort}`;
  }

  /** Base of the pages and of the JSON interface. */
  get url(): string {
    return `http://${this.host}:${this.httpPort}`;
  }

  get fault(): MailFault {
    return this.current;
  }

  /** Newest first; only those to `to` if given. */
  list(to?: string): readonly CaughtLetter[] {
    const recipient = to?.toLowerCase();
    const found =
      recipient === undefined ? this.letters : this.letters.filter((letter) => letter.to.includes(recipient));
    return found.toReversed();
  }

  find(id: string): CaughtLetter | undefined {
    return this.letters.find((letter) => letter.id === id);
  }

  /** Tells of every letter from now on, as it arrives. */
  onCaught(listener: (letter: CaughtLetter) => void): void {
    this.listeners.push(listener);
  }

  statistics(): MailStatistics {
    const repeated = [...this.messageIds]
      .filter(([, count]) => count > 1)
      .map(([messageId, count]) => ({ messageId, count }));
    return { received: this.received, distinctMessageIds: this.messageIds.size, repeated };
  }

  /** Forgets every letter and count. */
  empty(): void {
    this.letters = [];
    this.received = 0;
    this.messageIds.clear();
  }

  /** Changes the behaviour; resolves when it is in effect. */
  async misbehave(fault: MailFault): Promise<void> {
    this.current = fault;
    if (fault.mode === 'down') await this.closeSmtp();
    else if (!this.smtp) await this.openSmtp();
  }

  async stop(): Promise<void> {
    await this.closeSmtp();
    if (this.http) await closeServer(this.http);
    this.http = undefined;
  }

  private get host(): string {
    return this.options.host ?? '127.0.0.1';
  }

  private async openSmtp(): Promise<void> {
    const smtp = new SMTPServer({
      name: 'mail-catcher.localhost',
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      size: MAX_LETTER_BYTES,
      closeTimeout: 50,
      logger: false,
      onRcptTo: (_address, _session, callback) => {
        if (this.current.mode !== 'refuse') return callback();
        callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      },
      onData: (stream, session, callback) => {
        this.take(stream, session).then(
          (answer) => answer && callback(),
          (error: Error) => callback(error),
        );
      },
    });
    // A client that goes away in the middle of a dialogue is ordinary here.
    smtp.on('error', () => undefined);
    smtp.server.on('connection', (socket: Socket) => {
      const key = `${socket.remoteAddress}:${socket.remotePort}`;
      this.sockets.set(key, socket);
      socket.once('close', () => this.sockets.delete(key));
    });
    await new Promise<void>((resolve, reject) => {
      smtp.server.once('error', reject);
      smtp.listen(this.smtpPort, this.host, () => resolve());
    });
    this.smtpPort = (smtp.server.address() as AddressInfo).port;
    this.smtp = smtp;
  }

  private async closeSmtp(): Promise<void> {
    const smtp = this.smtp;
    this.smtp = undefined;
    if (!smtp) return;
    for (const socket of this.sockets.values()) socket.destroy();
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
  }

  /** True when the letter is to be answered with 250. */
  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<boolean> {
    const fault = this.current;
    const mail = await simpleParser(stream);
    if (stream.sizeExceeded) throw Object.assign(new Error('The letter is too large'), { responseCode: 552 });
    this.keep(mail, session, fault.mode !== 'killAfterData');
    if (fault.mode === 'slow') await delay(fault.delayMs);
    if (fault.mode !== 'killAfterData') return true;
    this.sockets.get(`${session.remoteAddress}:${session.remotePort}`)?.destroy();
    return false;
  }

  private keep(mail: ParsedMail, session: SMTPServerSession, answered: boolean): void {
    this.received += 1;
    if (mail.messageId) this.messageIds.set(mail.messageId, (this.messageIds.get(mail.messageId) ?? 0) + 1);
    const letter: CaughtLetter = {
      id: randomUUID(),
      receivedAt: new Date().toISOString(),
      to: session.envelope.rcptTo.map((recipient) => recipient.address.toLowerCase()),
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      subject: mail.subject ?? '',
      messageId: mail.messageId ?? null,
      headers: Object.fromEntries(
        mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
      ),
      text: mail.text ?? '',
      html: typeof mail.html === 'string' ? mail.html : null,
      answered,
    };
    this.letters.push(letter);
    for (const listener of this.listeners) listener(letter);
    const surplus = this.letters.length - (this.options.keep ?? 20_000);
    if (surplus > 0) this.letters.splice(0, surplus);
  }
}
