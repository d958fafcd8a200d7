import { setTimeout as delay } from 'node:timers/promises';
import { answerParent } from '../process/answer-parent';
import { HttpConnection } from './http-connection';
import { SubmissionRequests } from './submission-requests';

/** Whom to load with what. */
export interface LoadTarget {
  readonly url: string;
  /** Other replicas that answer the same; connections take turns. */
  readonly alsoAt?: readonly string[];
  readonly tokens: readonly string[];
  readonly bodies: readonly string[];
}

/** What a load came to. Any answer but 201 fails it. */
export interface LoadResult {
  readonly accepted: number;
  readonly seconds: number;
  /** Of each request, in the order of the answers. */
  readonly latenciesMs: Float64Array;
  /** Process time of the generator. */
  readonly cpuMs: number;
}

/** What the generator can be asked. */
export type HttpLoadTalk = {
  /** As fast as `connections` go, each with one request at a time. */
  saturate: [question: { target: LoadTarget; connections: number; seconds: number }, answer: LoadResult];
  /** Every body once, as fast as `connections` go. */
  submitEach: [question: { target: LoadTarget; connections: number }, answer: LoadResult];
  /** At a steady rate, whether or not earlier ones have been answered. */
  steady: [
    question: { target: LoadTarget; connections: number; seconds: number; perSecond: number },
    answer: LoadResult,
  ];
};

class Load {
  private readonly latencies: number[] = [];
  private readonly requests: SubmissionRequests;
  private readonly startedAtMs = performance.now();
  private readonly cpuAtStart = process.cpuUsage();

  private constructor(
    target: LoadTarget,
    private readonly connections: HttpConnection[],
  ) {
    this.requests = new SubmissionRequests(new URL(target.url), target.tokens, target.bodies);
  }

  static async on(target: LoadTarget, connections: number): Promise<Load> {
    const replicas = [target.url, ...(target.alsoAt ?? [])].map((url) => new URL(url));
    const opened = await Promise.all(
      Array.from({ length: connections }, (_, index) => {
        const { hostname, port } = replicas[index % replicas.length] as URL;
        return HttpConnection.open(hostname, Number(port));
      }),
    );
    return new Load(target, opened);
  }

  async saturate(seconds: number): Promise<LoadResult> {
    const untilMs = this.startedAtMs + seconds * 1000;
    await Promise.all(
      this.connections.map(async (connection) => {
        while (performance.now() < untilMs) await this.submit(connection, performance.now());
      }),
    );
    return this.result();
  }

  async submitEach(count: number): Promise<LoadResult> {
    let left = count;
    await Promise.all(
      this.connections.map(async (connection) => {
        while (left-- > 0) await this.submit(connection, performance.now());
      }),
    );
    return this.result();
  }

  async steady(seconds: number, perSecond: number): Promise<LoadResult> {
    const free = [...this.connections];
    const underWay = new Set<Promise<void>>();
    let failure: unknown;
    for (let index = 0; index < seconds * perSecond && failure === undefined; index++) {
      const dueAtMs = this.startedAtMs + (index * 1000) / perSecond;
      const restMs = dueAtMs - performance.now();
      if (restMs > 0) await delay(restMs);
      while (free.length === 0 && failure === undefined) await Promise.race(underWay);
      // In turns: a server ends a connection over which nothing comes for long.
      const connection = free.shift();
      if (!connection) break;
      // Counted from when it was due, so that a server that holds everybody up is seen to.
      const one = this.submit(connection, dueAtMs)
        .then(() => void free.push(connection))
        .catch((error: unknown) => void (failure ??= error))
        .finally(() => underWay.delete(one));
      underWay.add(one);
    }
    await Promise.all(underWay);
    if (failure !== undefined) throw failure;
    return this.result();
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }

  private async submit(connection: HttpConnection, dueAtMs: number): Promise<void> {
    const { status, body } = await connection.send(this.requests.take());
    if (status !== 201) throw new Error(`A submission was answered by ${status}: ${body}`);
    this.latencies.push(performance.now() - dueAtMs);
  }

  private result(): LoadResult {
    const seconds = (performance.now() - this.startedAtMs) / 1000;
    const { user, system } = process.cpuUsage(this.cpuAtStart);
    return {
      accepted: this.latencies.length,
      seconds,
      latenciesMs: Float64Array.from(this.latencies),
      cpuMs: (user + system) / 1000,
    };
  }
}

async function underLoad(target: LoadTarget, connections: number, work: (load: Load) => Promise<LoadResult>) {
  const load = await Load.on(target, connections);
  try {
    return await work(load);
  } finally {
    load.close();
  }
}

answerParent<HttpLoadTalk>({
  saturate: ({ target, connections, seconds }) => underLoad(target, connections, (load) => load.saturate(seconds)),
  submitEach: ({ target, connections }) =>
    underLoad(target, connections, (load) => load.submitEach(target.bodies.length)),
  steady: ({ target, connections, seconds, perSecond }) =>
    underLoad(target, connections, (load) => load.steady(seconds, perSecond)),
});
