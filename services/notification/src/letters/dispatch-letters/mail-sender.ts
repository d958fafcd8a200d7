import type { OnModuleDestroy } from '@nestjs/common';
import type { LetterContent } from '../domain/letter-content';
import { createTransport, type Transporter } from 'nodemailer';
import { mimeMessage } from './mime-message';
import type { SendResult } from './send-result';

export interface MailSenderOptions {
  /** `smtp://…` or `smtps://…`, with user and password where the server asks for them. */
  readonly url: string;
  /** `Name <address>` of the organisation. */
  readonly from: { readonly name: string; readonly address: string };
  /** Connections at most. */
  readonly connections: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
const DIALOGUE_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EDNS',
  'ETLS',
]);

interface SmtpError extends Error {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

/** Hands letters to the mail server over a few lasting connections. */
export class MailSender implements OnModuleDestroy {
  private readonly transport: Transporter;
  private sending = 0;

  constructor(private readonly options: MailSenderOptions) {
    this.transport = createTransport({
      url: options.url,
      pool: true,
      maxConnections: options.connections,
      maxMessages: 1_000,
      // Repeats are ours, so that every attempt is on record before it is made.
      maxRequeues: 0,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as Parameters<typeof createTransport>[0]);
    // A pooled connection that breaks while nothing is sent does no harm; the next letter opens another.
    this.transport.on('error', () => undefined);
  }

  /** Real letters at one time. */
  get connections(): number {
    return this.options.connections;
  }

  /** Letters that the mail server is being asked to take at the moment. */
  get underWay(): number {
    return this.sending;
  }

  /** `<letterId@domain>`: the same for every attempt, so that a recipient who gets it twice can see it. */
  messageIdOf(letterId: string): string {
    return `<${letterId}@${this.options.from.address.slice(this.options.from.address.lastIndexOf('@') + 1)}>`;
  }

  /** Sends one letter. Never rejects: every failure is an answer. */
  async send(
    { letterId, complaintId }: { readonly letterId: string; readonly complaintId: string },
    content: LetterContent,
    language: string,
  ): Promise<SendResult> {
    this.sending += 1;
    try {
      await this.transport.sendMail({
        envelope: { from: this.options.from.address, to: { name: '', address: content.to } },
        raw: mimeMessage({
          ...content,
          from: this.options.from,
          messageId: this.messageIdOf(letterId),
          complaintId,
          language,
          date: new Date(),
        }),
      });
      return { kind: 'TAKEN' };
    } catch (error) {
      return judge(error as SmtpError);
    } finally {
      this.sending -= 1;
    }
  }

  onModuleDestroy(): void {
    this.transport.close();
  }
}

/** Only answers to this letter's own dialogue are about the letter; a refused login is not. */
function judge(error: SmtpError): SendResult {
  const code = String(error.responseCode ?? error.originalCode ?? error.code ?? error.name);
  const isAboutLetter = DIALOGUE_COMMANDS.has(error.command ?? '') || isBadAddress(error);
  if (isAboutLetter && (isBadAddress(error) || (error.responseCode ?? 0) >= 500)) return { kind: 'REFUSED', code };
  const isUncertain = error.responseCode === undefined && !NEVER_CONNECTED.has(error.originalCode ?? error.code ?? '');
  return { kind: 'LATER', code, isUncertain };
}

/** An address that no mail server can be asked about. */
function isBadAddress(error: SmtpError): boolean {
  return error.code === 'EENVELOPE' && error.command === 'API';
}
