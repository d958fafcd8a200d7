import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROTECTIVE_HEADERS } from '../protective-headers';
import { CONTENT_TYPE, frameworkProblem } from './problem.filter';

const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** How long the rest of an unreadable request is read after its answer. */
const LINGER_MS = 1_000;

const answered = new WeakSet<Socket>();

/**
 * Answers what the HTTP parser cannot read, so that it never becomes a request, as a problem document like all else. The
 * rest of it is read and thrown away for a second: a connection closed with bytes unread is reset, and the client might
 * lose the answer with it (RFC 9112, section 9.6).
 */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (answered.has(socket)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF[error.code ?? ''] ?? 400;
  const body = JSON.stringify(frameworkProblem(status).document());
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${CONTENT_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(PROTECTIVE_HEADERS).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  answered.add(socket);
  const end = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(end));
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
