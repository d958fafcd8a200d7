import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { answerParent } from '../process/answer-parent';

/** What the trivial server can be asked. */
export type TrivialServerTalk = {
  /** Listens; answers its URL. */
  listen: [question: null, answer: string];
};

const BODY = JSON.stringify({ complaintNo: 'CS-20261122-000001' });
const ANSWER = Buffer.from(
  `HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`,
);

/** Answers every whole request at once with the same 201, to show what the generator could do if the server did nothing. */
const server: Server = createServer((socket) => {
  let received: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, end))?.[1] ?? 0);
    if (received.length < end + 4 + length) return;
    received = received.subarray(end + 4 + length);
    socket.write(ANSWER);
  });
});

answerParent<TrivialServerTalk>({
  listen: () =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
    }),
});
