import { createRequire } from 'node:module';
import { restWithoutPendingRequests } from './kafkajs-request-queue';

interface RequestQueue {
  readonly inflight: ReadonlyMap<number, unknown>;
  readonly pending: readonly unknown[];
  maybeThrottle(forMs: number): void;
  push(request: object): void;
  fulfillRequest(answer: { correlationId: number; payload: null; size: number }): void;
  destroy(): void;
}

const LIBRARY = 'kafkajs/src/network/requestQueue/index';
const load = createRequire(__filename);
const silent = { debug: () => undefined, warn: () => undefined };

let queue: RequestQueue;
let sent: number[];

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-29T12:00:00Z') });
  jest.resetModules();
  restWithoutPendingRequests();
  const Queue = load(LIBRARY) as new (options: object) => RequestQueue;
  queue = new Queue({ maxInFlightRequests: 2, requestTimeout: 30_000, clientId: 'test', broker: 'b', logger: silent });
  sent = [];
});

afterEach(() => {
  queue.destroy();
  jest.useRealTimers();
});

const push = (correlationId: number): void =>
  queue.push({
    entry: { correlationId, resolve: () => undefined, reject: () => undefined },
    expectResponse: true,
    sendRequest: () => sent.push(correlationId),
  });
const answer = (correlationId: number): void => queue.fulfillRequest({ correlationId, payload: null, size: 0 });

describe('the queue of requests of the client', () => {
  it('sets no timer when every request could be sent', () => {
    push(1);
    answer(1);
    push(2);

    expect(sent).toEqual([1, 2]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends what waits for room in order as the answers come, and rests then', () => {
    for (const id of [1, 2, 3, 4, 5]) push(id);
    expect(sent).toEqual([1, 2]);

    answer(2);
    expect(sent).toEqual([1, 2, 3]);
    answer(1);
    answer(3);

    expect(sent).toEqual([1, 2, 3, 4, 5]);
    jest.advanceTimersByTime(60_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends what waits for the end of a throttling at its end, not before', () => {
    push(1);
    queue.maybeThrottle(500);
    answer(1);
    push(2);

    jest.advanceTimersByTime(499);
    expect(sent).toEqual([1]);
    jest.advanceTimersByTime(1);

    expect(sent).toEqual([1, 2]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits on when the throttling was made longer meanwhile', () => {
    queue.maybeThrottle(100);
    push(1);
    queue.maybeThrottle(300);

    jest.advanceTimersByTime(299);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(1);

    expect(sent).toEqual([1]);
  });
});
