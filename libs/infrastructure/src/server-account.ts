import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SETPRIV = '/usr/bin/setpriv';

export interface Account {
  uid: number;
  gid: number;
}

export interface Program extends Partial<Account> {
  command: string;
  args: string[];
  /** What to do when the program cannot reach its files. */
  advice?: string;
}

/** The account the server runs under: undefined (our own) unless we are root; then the user `postgres`, created when it is missing. */
export async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lookUp = async (): Promise<Account> => ({
    uid: Number((await run('id', ['-u', 'postgres'])).stdout),
    gid: Number((await run('id', ['-g', 'postgres'])).stdout),
  });
  try {
    return await lookUp();
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return lookUp();
  }
}

/**
 * How to start `program` as `account`, also where it or `dataDir` lies in a folder that only root may enter. Throws with advice when this
 * machine has no means to do so.
 */
export function asAccount(program: string, args: string[], account: Account | undefined, dataDir: string): Program {
  if (!account) return { command: program, args };
  const locked = [dirname(program), dataDir].filter((folder) => !canEnter(folder));
  if (locked.length === 0) return { command: program, args, ...account };
  const advice =
    `PostgreSQL refuses to run as root, and the user postgres may not enter ${locked.join(' or ')}: ` +
    'move the workspace, or allow entering (chmod o+x) the folders above it.';
  if (!existsSync(SETPRIV)) throw new Error(advice);
  const capabilities = '+dac_override';
  return {
    command: SETPRIV,
    args: [
      // initdb looks for its files with access(2), which sets capabilities aside for a user other than root unless this bit is set.
      '--securebits=+no_setuid_fixup',
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      `--inh-caps=${capabilities}`,
      `--ambient-caps=${capabilities}`,
      program,
      ...args,
    ],
    advice,
  };
}

function canEnter(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
