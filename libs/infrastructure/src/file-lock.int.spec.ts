import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireFileLock, FileLockHeld, withFileLock } from './index';

describe('a lock between processes', () => {
  let file: string;
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'redress-lock-')), 'start.lock');
  });
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  it('lets one at a time work', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withFileLock(file, 5_000, work)));
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it('names the living holder when it is not given back in time', async () => {
    const release = await acquireFileLock(file, 0);
    const error = await acquireFileLock(file, 60).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FileLockHeld);
    expect((error as FileLockHeld).pid).toBe(process.pid);
    release();
  });

  it('takes over from a holder that has died', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, String(pid));
    const release = await acquireFileLock(file, 1_000);
    release();
  });

  it('is given back when the work fails', async () => {
    await expect(withFileLock(file, 0, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });
});
