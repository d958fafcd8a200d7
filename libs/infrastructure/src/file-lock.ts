import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './server-process';

/** Thrown by `acquireFileLock` when another living process holds the lock for longer than the caller waits. */
export class FileLockHeld extends Error {
  constructor(
    readonly file: string,
    readonly pid: number,
  ) {
    super(`Process ${pid} holds ${file}`);
  }
}

/**
 * Takes a lock that is a file naming its holder's process id; returns the function that gives it back. A lock whose holder has died is
 * taken over. Waits up to `timeoutMs` for a living holder, then throws `FileLockHeld`.
 */
export async function acquireFileLock(file: string, timeoutMs: number): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(mine, String(process.pid));
  const deadline = Date.now() + timeoutMs;
  try {
    for (;;) {
      try {
        // A link is made whole or not at all, so a reader never finds a lock without its holder.
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(file);
      if (holder !== undefined && !isAlive(holder)) {
        takeAside(file, holder);
        continue;
      }
      if (Date.now() >= deadline) throw new FileLockHeld(file, holder ?? 0);
      await delay(50);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Runs `work` while holding the lock. */
export async function withFileLock<T>(file: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const release = await acquireFileLock(file, timeoutMs);
  try {
    return await work();
  } finally {
    release();
  }
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Two waiters may see the same dead holder: the rename lets one of them win, and a lock taken meanwhile is put back. */
function takeAside(file: string, deadHolder: number): void {
  const aside = `${file}.dead.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (holderOf(aside) !== deadHolder) {
    try {
      linkSync(aside, file);
    } catch {
      // Another process holds it again already.
    }
  }
  rmSync(aside, { force: true });
}
