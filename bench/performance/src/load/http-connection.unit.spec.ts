import { parseAnswer } from './http-connection';

const answer = (head: string, body: string) => Buffer.from(`${head}\r\n\r\n${body}`);
const CREATED = 'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nContent-Length: 6';

it('reads status and body', () => {
  expect(parseAnswer(answer(CREATED, '"漏"x'))).toEqual({ status: 201, body: '"漏"x' });
});

it.each([
  ['the head is not complete', Buffer.from('HTTP/1.1 201 Created\r\ncontent-le')],
  ['the body is not complete', answer(CREATED, '"漏')],
])('waits while %s', (_what, bytes) => {
  expect(parseAnswer(bytes)).toBeUndefined();
});

it.each([
  ['there is no length', answer('HTTP/1.1 201 Created\r\ntransfer-encoding: chunked', '')],
  ['it is not HTTP/1.1', answer('HTTP/2 201\r\ncontent-length: 0', '')],
  ['there are two', answer(CREATED, '"漏"xHTTP/1.1')],
])('refuses an answer when %s', (_what, bytes) => {
  expect(parseAnswer(bytes)).toBeInstanceOf(Error);
});
