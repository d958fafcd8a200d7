import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** `cut`: takes the letter and breaks the connection without an answer. */
export type SmtpMode = 'ok' | 'cut' | 'busy' | 'refuse';

/** A mail server that keeps what it gets, and fails on demand. */
export class SmtpCatcher {
  readonly letters: ParsedMail[] = [];
  mode: SmtpMode = 'ok';
  /** Letters to this address are taken, but not answered until it is cleared by {@link answer}. */
  silentTo: string | undefined;
  private readonly unanswered: (() => void)[] = [];
  private server: SMTPServer | undefined;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get messageIds(): string[] {
    return this.letters.map((letter) => letter.messageId ?? '');
  }

  to(address: string): ParsedMail[] {
    return this.letters.filter((letter) => [letter.to].flat().some((to) => to?.text === address));
  }

  /** Answers what was kept waiting. */
  answer(): void {
    this.silentTo = undefined;
    for (const callback of this.unanswered.splice(0)) callback();
  }

  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      closeTimeout: 20,
      onRcptTo: (_address, _session, callback) => {
        if (this.mode === 'refuse') callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
        else if (this.mode === 'busy') callback(Object.assign(new Error('Try later'), { responseCode: 451 }));
        else callback();
      },
      onData: (stream, session, callback) => {
        void simpleParser(stream).then((mail) => {
          this.letters.push(mail);
          if (this.silentTo !== undefined && [mail.to].flat().some((to) => to?.text === this.silentTo)) {
            this.unanswered.push(callback);
          } else if (this.mode === 'cut') this.cut(session);
          else callback();
        });
      },
    });
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(resolve));
  }

  private cut({ remotePort }: SMTPServerSession): void {
    for (const socket of this.sockets) if (socket.remotePort === remotePort) socket.destroy();
  }
}
