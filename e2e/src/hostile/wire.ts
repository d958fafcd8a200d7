import { connect } from 'node:net';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; of a repeated one the last value. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What came of a request: an answer, a connection that was closed without one, or nothing in time. */
export type Outcome = WireAnswer | 'closed' | 'hung';

export interface ExchangeOptions {
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** The answer to HEAD has no body, whatever its headers say. */
  readonly isHead?: boolean;
  /** More was announced than is sent: the connection is closed for writing, as by a client that went away. */
  readonly isUnfinished?: boolean;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * Sends bytes as they are to an HTTP server and reads one answer; the request should say `connection: close`. Clients
 * that know HTTP would not send most of what a hostile one can.
 */
export function exchange(url: URL, bytes: Buffer, options: ExchangeOptions = {}): Promise<Outcome> {
  const { timeoutMs = 10_000, isHead = false, isUnfinished = false } = options;
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect(Number(url.port), url.hostname);
    const finish = (outcome: Outcome): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(() => finish('hung'), timeoutMs);
    socket.on('data', (chunk) => {
      received.push(chunk);
      const answer = read(Buffer.concat(received), isHead, false);
      if (answer) finish(answer);
    });
    // The server may have answered and gone while the rest of the request was still being written.
    socket.on('error', () => finish(read(Buffer.concat(received), isHead, true) ?? 'closed'));
    socket.on('close', () => finish(read(Buffer.concat(received), isHead, true) ?? 'closed'));
    if (isUnfinished) socket.end(bytes);
    else socket.write(bytes);
  });
}

/** The answer, if all of it is there. */
function read(bytes: Buffer, isHead: boolean, isOver: boolean): WireAnswer | undefined {
  const end = bytes.indexOf(HEADERS_END);
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  const rest = bytes.subarray(end + HEADERS_END.length);
  if (status >= 100 && status < 200) return read(rest, isHead, isOver);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = isHead || status === 204 || status === 304 ? Buffer.alloc(0) : bodyOf(rest, headers, isOver);
  return body && { status, headers, body };
}

function bodyOf(bytes: Buffer, headers: ReadonlyMap<string, string>, isOver: boolean): Buffer | undefined {
  if (headers.get('transfer-encoding') === 'chunked') return joined(bytes);
  const length = headers.get('content-length');
  if (length !== undefined) return bytes.length >= Number(length) ? bytes.subarray(0, Number(length)) : undefined;
  return isOver ? bytes : undefined;
}

function joined(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (size === 0) return Buffer.concat(chunks);
    if (bytes.length < lineEnd + 2 + size + 2) return undefined;
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
