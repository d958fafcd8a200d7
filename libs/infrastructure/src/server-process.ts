import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { eventually } from './eventually';

/** What a started server leaves on disk, so that a later run can find it after its owner was killed. */
export interface ServerRecord {
  pid: number;
  port: number;
  [detail: string]: unknown;
}

/** The record in `file`, or undefined when there is none or it is torn. */
export function readRecord<T extends object = ServerRecord>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Writes the record in one step (a reader never sees half of it), readable by its owner only. */
export function writeRecord(file: string, record: object): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(draft, file);
}

/** Removes the record; no error when it is gone already. */
export function removeRecord(file: string): void {
  rmSync(file, { force: true });
}

/** True when a process of that id runs; one that ended and only waits for its parent does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A container without an init keeps ended orphans as zombies, which still answer signal 0.
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return true;
  try {
    return !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
  } catch {
    return false;
  }
}

/** True when the process runs and its command line holds `mark`: process ids are handed out again, so an id alone proves nothing. */
export function isServer(pid: number, mark: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const commandLine = existsSync(`/proc/${pid}/cmdline`)
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' });
    return commandLine.includes(mark);
  } catch {
    return false;
  }
}

export interface SpawnServerOptions {
  command: string;
  args: readonly string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
}

/**
 * Starts a server in a process group of its own, its output appended to `logFile`. It does not receive the terminal's Ctrl-C and outlives
 * this process unless it is stopped. Rejects when the program cannot be started.
 */
export async function spawnServer(options: SpawnServerOptions): Promise<ChildProcess & { pid: number }> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  try {
    const child = spawn(options.command, options.args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: options.env ?? process.env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.uid !== undefined && { uid: options.uid }),
      ...(options.gid !== undefined && { gid: options.gid }),
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return child as ChildProcess & { pid: number };
  } finally {
    closeSync(log);
  }
}

/** Signals the process and waits until it is gone; after `timeoutMs` it is killed. No error when it was gone before. */
export async function stopProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (!send(pid, signal)) return;
  const gone = () => !isAlive(pid);
  try {
    await eventually(gone, { timeoutMs, intervalMs: 20, what: `process ${pid} to end after ${signal}` });
  } catch {
    send(pid, 'SIGKILL');
    await eventually(gone, { timeoutMs: 5_000, intervalMs: 20, what: `process ${pid} to end after SIGKILL` });
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** The last lines of a log file, for an error message; empty when there is no file. */
export function tailOf(logFile: string, lines = 15): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
