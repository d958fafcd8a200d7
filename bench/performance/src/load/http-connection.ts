import { connect, type Socket } from 'node:net';

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * One kept-alive HTTP/1.1 connection with one request at a time, for requests that are ready as bytes. It does for a load
 * generator what is needed and nothing more, so that the generator takes as little as possible of the machine that it measures.
 */
export class HttpConnection {
  private received: Buffer | undefined;
  private waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;
  private broken: Error | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection')));
  }

  static open(host: string, port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket));
      });
    });
  }

  /** Sends a whole request. Rejects when the connection breaks; a broken connection stays broken. */
  send(request: Buffer): Promise<HttpAnswer> {
    if (this.broken) return Promise.reject(this.broken);
    if (this.waiting) return Promise.reject(new Error('The connection is still waiting for an answer'));
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    const bytes = this.received ? Buffer.concat([this.received, chunk]) : chunk;
    const answer = parseAnswer(bytes);
    if (answer === undefined) {
      this.received = bytes;
      return;
    }
    this.received = undefined;
    const waiting = this.waiting;
    this.waiting = undefined;
    if (answer instanceof Error) {
      this.fail(answer);
      waiting?.reject(answer);
    } else if (waiting) waiting.resolve(answer);
    else this.fail(new Error('The server answered what was not asked'));
  }

  private fail(error: Error): void {
    this.broken ??= error;
    this.waiting?.reject(this.broken);
    this.waiting = undefined;
    this.socket.destroy();
  }
}

/** The answer that `bytes` are, undefined while they are not a whole one, an error when they cannot become one. */
export function parseAnswer(bytes: Buffer): HttpAnswer | Error | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (!head.startsWith('HTTP/1.1 ') || !(status >= 200) || length === undefined) {
    return new Error(`Not an answer with a status and a length: ${head}`);
  }
  const bodyEnd = end + 4 + Number(length);
  if (bytes.length < bodyEnd) return undefined;
  if (bytes.length > bodyEnd) return new Error('More than one answer to one request');
  return { status, body: bytes.toString('utf8', end + 4, bodyEnd) };
}
