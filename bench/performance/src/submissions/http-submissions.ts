import { join } from 'node:path';
import { type CpuByName, cpuMsByName, cpuUsEach } from '../cpu';
import type { BenchContext } from '../measurement';
import type { HttpLoadTalk, LoadResult, LoadTarget } from '../load/http-load';
import type { TrivialServerTalk } from '../load/trivial-server';
import type { WorkerProcess } from '../process/worker-process';
import { percentile } from '../statistics';
import { Outbox } from './outbox';

export const CONNECTIONS = 32;
const DRAINED_WITHIN_MS = 30_000;

/** Whose processor time is told apart, by name. */
export type Processes = Readonly<Record<string, number>>;

/** One round of submissions as fast as they go. */
export interface SubmissionRound {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Rows in the outbox when the last answer came. */
  readonly outboxDepth: number;
  /** From then until it was empty. */
  readonly drainMs: number;
  /** Microseconds of processor time a submission, by process. */
  readonly cpuUs: CpuByName;
}

/** Starts the load generator as a process of its own. */
export function startLoad(context: BenchContext): Promise<WorkerProcess<HttpLoadTalk>> {
  return context.startProcess<HttpLoadTalk>(join(__dirname, '..', 'load', 'http-load.js'));
}

/** Submissions per second that the generator comes to when the server does nothing. */
export async function ceilingOf(
  context: BenchContext,
  load: WorkerProcess<HttpLoadTalk>,
  target: LoadTarget,
): Promise<LoadResult> {
  const server = await context.startProcess<TrivialServerTalk>(join(__dirname, '..', 'load', 'trivial-server.js'));
  try {
    const url = await server.ask('listen', null);
    return await load.ask('saturate', { target: { ...target, url }, connections: CONNECTIONS, seconds: 3 });
  } finally {
    await server.stop();
  }
}

/** Submits for some seconds and waits until all of it is published. */
export async function submitAtFullSpeed(
  context: BenchContext,
  load: WorkerProcess<HttpLoadTalk>,
  target: LoadTarget,
  databaseUrl: string,
  processes: Processes,
  seconds: number,
): Promise<SubmissionRound> {
  const outbox = await Outbox.of(databaseUrl);
  try {
    const cpuNow = () => cpuMsByName({ ...processes, generator: load.pid }, context.infrastructure);
    const before = cpuNow();
    const result = await load.ask('saturate', { target, connections: CONNECTIONS, seconds });
    const after = cpuNow();
    const outboxDepth = await outbox.depth();
    const drainMs = await outbox.drained(DRAINED_WITHIN_MS);
    return {
      perSecond: result.accepted / result.seconds,
      p50Ms: percentile([...result.latenciesMs], 0.5),
      p99Ms: percentile([...result.latenciesMs], 0.99),
      outboxDepth,
      drainMs,
      cpuUs: cpuUsEach(before, after, result.accepted),
    };
  } finally {
    await outbox.close();
  }
}
