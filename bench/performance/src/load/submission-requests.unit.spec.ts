import { SubmissionRequests } from './submission-requests';

const URL_OF_INTAKE = new URL('http://127.0.0.1:3001/v1/complaints');

function partsOf(request: Buffer) {
  const [head = '', body = ''] = request.toString().split('\r\n\r\n');
  const [line, ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(fields.map((field) => field.split(': ')));
  return { line, headers: headers as Record<string, string>, body };
}

it('makes a whole request of body and token', () => {
  const request = new SubmissionRequests(URL_OF_INTAKE, ['t1'], ['{"a":"漏"}']).take();
  const { line, headers, body } = partsOf(request);
  expect(line).toBe('POST /v1/complaints HTTP/1.1');
  expect(headers).toMatchObject({
    host: '127.0.0.1:3001',
    authorization: 'Bearer t1',
    'content-type': 'application/json',
    'content-length': '11',
  });
  expect(body).toBe('{"a":"漏"}');
});

it('lets callers and bodies take turns', () => {
  const requests = new SubmissionRequests(URL_OF_INTAKE, ['t1', 't2'], ['1', '2', '3']);
  const taken = Array.from({ length: 4 }, () => partsOf(requests.take()));
  expect(taken.map(({ headers, body }) => `${headers['authorization']} ${body}`)).toEqual([
    'Bearer t1 1',
    'Bearer t2 2',
    'Bearer t1 3',
    'Bearer t1 1',
  ]);
});

it('gives each request a key of its own, also when its text comes again', () => {
  const requests = new SubmissionRequests(URL_OF_INTAKE, ['t1'], ['1']);
  const keys = Array.from({ length: 100 }, () => partsOf(requests.take()).headers['idempotency-key']);
  expect(new Set(keys).size).toBe(100);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});
