import { createLogger, Metrics } from '@redress/observability';
import type { Consumer } from 'kafkajs';
import { ConsumerRuntime, type ConsumerRuntimeOptions } from './consumer-runtime';
import { Subscriptions } from './subscriptions';

const EVENTS = { GROUP_JOIN: 'join', FETCH: 'fetch', END_BATCH_PROCESS: 'end', REBALANCING: 'rebalancing' } as const;

/** Of the client library only what happens when it gives up: it runs, it crashes, it can be run again. */
class ClientDouble {
  readonly events = { ...EVENTS, STOP: 'stop', DISCONNECT: 'disconnect', CRASH: 'crash' };
  runs = 0;
  refusals = 0;
  private readonly listeners = new Map<string, (event: object) => void>();

  on(name: string, listener: (event: object) => void): void {
    this.listeners.set(name, listener);
  }

  crash(error: Error): void {
    this.listeners.get('crash')?.({ payload: { error, restart: false } });
  }

  async subscribe(): Promise<void> {}
  async disconnect(): Promise<void> {}

  async run(): Promise<void> {
    this.runs += 1;
    if (this.refusals-- > 0) throw error('KafkaJSConnectionError', 'connect ECONNREFUSED');
  }
}

function error(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

const started = async () => {
  const client = new ClientDouble();
  const fatal: Error[] = [];
  const nothing = async () => ({ rows: [], rowCount: 0 });
  const runtime = new ConsumerRuntime({
    service: 'routing',
    kafka: {
      topicPrefix: '',
      topicOnBroker: (topic: string) => topic,
      client: {
        admin: () => ({ connect: nothing, disconnect: nothing, describeCluster: async () => ({ clusterId: 'one' }) }),
      },
    },
    database: { query: nothing },
    subscriptions: new Subscriptions(),
    inbox: { maintain: nothing },
    parked: { counts: async () => ({ parked: 0, queued: 0 }) },
    logger: createLogger({ service: 'spec', level: 'silent' }),
    metrics: new Metrics('routing', { processMetrics: false }),
    onFatal: (reason: Error) => fatal.push(reason),
  } as unknown as ConsumerRuntimeOptions);
  await runtime.start(client as unknown as Consumer);
  return { client, fatal, runtime };
};

describe('when the client library gives up', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs again by itself when the broker was the cause, as often as it takes', async () => {
    const { client, fatal, runtime } = await started();
    client.refusals = 2;

    client.crash(error('KafkaJSNonRetriableError', 'Failed to find group coordinator'));
    await jest.advanceTimersByTimeAsync(10_000);

    expect(client.runs).toBe(4);
    expect(fatal).toEqual([]);
    expect(runtime.health()).toEqual({ ok: false, detail: 'not in the consumer group' });
    await runtime.stop();
  });

  it.each([
    ['a defect', new TypeError('undefined is not a function')],
    ['something that this program lacks', error('KafkaJSNotImplemented', 'LZ4 compression not implemented')],
  ])('leaves it to whoever runs the process when the cause was %s', async (_, cause) => {
    const { client, fatal, runtime } = await started();

    client.crash(cause);
    await jest.advanceTimersByTimeAsync(10_000);

    expect(client.runs).toBe(1);
    expect(fatal).toEqual([cause]);
    await runtime.stop();
  });

  it('stays ended once it was stopped', async () => {
    const { client, fatal, runtime } = await started();

    client.crash(error('KafkaJSNonRetriableError', 'Failed to find group coordinator'));
    await runtime.stop();
    client.crash(error('KafkaJSConnectionError', 'connect ECONNREFUSED'));
    await jest.advanceTimersByTimeAsync(10_000);

    expect(client.runs).toBe(1);
    expect(fatal).toEqual([]);
  });
});
