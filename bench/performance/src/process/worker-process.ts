import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** What can be asked of a process and what it answers: `{ start: [settings, port] }`, by the name of the question. */
export type Talk = Record<string, readonly [question: unknown, answer: unknown]>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly value: unknown;
}

export type Reply =
  | { readonly ready: true }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

/** A script of the bench in a process of its own. */
export class WorkerProcess<T extends Talk> {
  private readonly pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private asked = 0;
  private ended: string | undefined;

  private constructor(
    private readonly script: string,
    private readonly child: ChildProcess,
  ) {
    child.on('message', (reply: Reply) => this.receive(reply));
    child.once('exit', (code, signal) => {
      this.ended = `${script} ended (${signal ?? code})`;
      for (const { reject } of this.pending.values()) reject(new Error(this.ended));
      this.pending.clear();
    });
  }

  /** Starts the script and resolves when it can be asked. */
  static async start<T extends Talk>(script: string, env: NodeJS.ProcessEnv = {}): Promise<WorkerProcess<T>> {
    const child = fork(script, [], {
      env: { ...process.env, ...env },
      serialization: 'advanced',
    });
    const worker = new WorkerProcess<T>(script, child);
    const started = await Promise.race([
      once(child, 'message').then(() => true),
      once(child, 'exit').then(() => false),
      delay(START_TIMEOUT_MS, false, { ref: false }),
    ]);
    if (started) return worker;
    child.kill('SIGKILL');
    throw new Error(worker.ended ?? `${script} did not start within ${START_TIMEOUT_MS / 1000} s`);
  }

  /** Process id, to read its use of CPU and memory. */
  get pid(): number {
    return this.child.pid as number;
  }

  /** Asks and waits for the answer. Rejects with the script's error, or when the process ends first. */
  ask<N extends keyof T & string>(name: N, question: T[N][0]): Promise<T[N][1]> {
    if (this.ended !== undefined) return Promise.reject(new Error(this.ended));
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.child.send({ id, name, value: question } satisfies Question as Serializable, (error) => {
        if (error) reject(error);
      });
    });
  }

  /** Lets the process end by itself; kills it when it does not. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.ended !== undefined) return;
    const exit = once(this.child, 'exit').then(() => true);
    if (this.child.connected) this.child.disconnect();
    if (await Promise.race([exit, delay(STOP_TIMEOUT_MS, false, { ref: false })])) return;
    this.child.kill('SIGKILL');
    await exit;
  }

  private receive(reply: Reply): void {
    if ('ready' in reply) return;
    const waiting = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
  }
}
