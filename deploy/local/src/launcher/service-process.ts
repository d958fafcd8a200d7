import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { listenerOf, type ServiceName } from '@redress/contracts';
import { eventually, isAlive, spawnServer, stopProcess, tailOf } from '@redress/infrastructure';

export interface ServiceProcessOptions {
  service: ServiceName;
  /** Counted from 0. */
  replica: number;
  /** Script to run. */
  main: string;
  url: string;
  operationsUrl: string;
  logFile: string;
  environment: NodeJS.ProcessEnv;
  /** Called when the process ended without being asked to. */
  onCrash(process: ServiceProcess, how: string): void;
  /** Called whenever there is a new process id, or none any more. */
  onChange(): void;
}

/** How Node runs a service, here and in containers (docs/adr/0016). */
export const SERVICE_NODE_FLAGS: readonly string[] = ['--single-threaded-gc', '--heap-growing-percent=100'];

const DRAIN_TIMEOUT_MS = 25_000;
const RESTART_DELAYS_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** A process that lived as long as this was well; the next restart is quick again. */
const HEALTHY_AFTER_MS = 60_000;

/** One process of one service: started, watched, restarted when it crashes, stopped with time to drain. */
export class ServiceProcess {
  private child: (ChildProcess & { pid: number }) | undefined;
  private ended: string | undefined;
  private startedAtMs = 0;
  private crashes = 0;
  private supervised = false;
  /** The process was asked to end, or to stay down. */
  private endIsExpected = false;
  private waiting = new AbortController();

  constructor(private readonly options: ServiceProcessOptions) {}

  get service(): ServiceName {
    return this.options.service;
  }

  get replica(): number {
    return this.options.replica;
  }

  /** Base of its HTTP interface for users. */
  get url(): string {
    return this.options.url;
  }

  /** Base of that for operations: health, metrics, documentation, parked events, the driven clock. */
  get operationsUrl(): string {
    return this.options.operationsUrl;
  }

  /** The address of a path at the listener that serves it. */
  at(path: string): string {
    return (listenerOf(path) === 'operations' ? this.operationsUrl : this.url) + path;
  }

  get logFile(): string {
    return this.options.logFile;
  }

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return this.child && this.ended === undefined ? this.child.pid : undefined;
  }

  /** The script that the process runs; with the process id it identifies the process. */
  get main(): string {
    return this.options.main;
  }

  /** Starts the process; it is not ready yet. */
  async start(): Promise<void> {
    if (this.pid !== undefined) throw new Error(`${this.service} runs already (process ${this.pid})`);
    const child = await spawnServer({
      command: process.execPath,
      args: [...SERVICE_NODE_FLAGS, this.options.main],
      logFile: this.options.logFile,
      env: this.options.environment,
    });
    this.child = child;
    this.ended = undefined;
    this.endIsExpected = false;
    this.waiting = new AbortController();
    this.startedAtMs = Date.now();
    child.once('exit', (code, signal) => {
      this.ended = signal ?? `exit code ${code}`;
      this.options.onChange();
      if (!this.supervised || this.endIsExpected) return;
      this.options.onCrash(this, this.ended);
      void this.restartLater();
    });
    this.options.onChange();
  }

  /**
   * Resolves when `/health/ready` answers 200; rejects with the end of the log when the process ends first or time is up, and at once when
   * the signal is aborted.
   */
  async ready(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    try {
      await eventually(
        async () =>
          signal?.aborted ||
          this.ended !== undefined ||
          (await fetch(this.at('/health/ready'), { signal: AbortSignal.timeout(5_000) })).ok,
        { timeoutMs, intervalMs: 100, what: `${this.service} to be ready` },
      );
      if (signal?.aborted) throw new Error(`${this.service} was not waited for`);
      if (this.ended !== undefined) throw new Error(`${this.service} ended before it was ready (${this.ended})`);
    } catch (error) {
      throw new Error(`${(error as Error).message}. ${this.logFile} ends:\n${tailOf(this.logFile)}`, { cause: error });
    }
  }

  /** From now on a crash is followed by a restart, after a growing pause. */
  supervise(): void {
    this.supervised = true;
  }

  /** Sends a signal, for a test. A process that ends of it stays down until `restart`. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = this.pid;
    if (pid === undefined) throw new Error(`${this.service} does not run`);
    this.endIsExpected ||= signal !== 'SIGSTOP' && signal !== 'SIGCONT';
    process.kill(pid, signal);
    if (signal === 'SIGSTOP' || signal === 'SIGCONT') return;
    await eventually(() => this.pid === undefined, {
      timeoutMs: DRAIN_TIMEOUT_MS,
      what: `${this.service} to end after ${signal}`,
    });
  }

  /** Stops the process if it runs, starts it anew and resolves when it is ready. */
  async restart(timeoutMs = 60_000): Promise<void> {
    await this.stop();
    await this.start();
    await this.ready(timeoutMs);
  }

  /** Asks the process to drain and end; after 25 s it is killed. */
  async stop(): Promise<void> {
    this.endIsExpected = true;
    this.waiting.abort();
    const pid = this.pid;
    if (pid !== undefined && isAlive(pid)) await stopProcess(pid, 'SIGTERM', DRAIN_TIMEOUT_MS);
    // The process is gone a moment before its exit is told here; a caller that starts it again must find it ended.
    await eventually(() => this.pid === undefined, {
      timeoutMs: DRAIN_TIMEOUT_MS,
      what: `${this.service} to have ended`,
    });
  }

  private async restartLater(): Promise<void> {
    if (Date.now() - this.startedAtMs > HEALTHY_AFTER_MS) this.crashes = 0;
    const pauseMs = RESTART_DELAYS_MS[Math.min(this.crashes++, RESTART_DELAYS_MS.length - 1)];
    try {
      await delay(pauseMs, undefined, { signal: this.waiting.signal, ref: false });
    } catch {
      return;
    }
    if (!this.endIsExpected && this.pid === undefined) await this.start();
  }
}
