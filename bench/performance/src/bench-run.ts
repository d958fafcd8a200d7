import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  acquireFileLock,
  chooseInfrastructure,
  ContainerServer,
  dropDatabase,
  EmbeddedKafka,
  EmbeddedPostgres,
  type Infrastructure,
} from '@redress/infrastructure';
import { SERVICES } from '@redress/contracts';
import { AUDIENCE, CONSOLE_CLIENT, launch, localSecrets } from '@redress/local';
import { createTopics } from '@redress/messaging';
import { withAdmin } from '@redress/workload';
import { importJWK, SignJWT } from 'jose';
import { complaintTexts, type ComplaintTexts } from './complaint-texts';
import type { BenchContext, BenchPlatform, PlatformWish } from './measurement';
import type { BenchOptions } from './options';
import { type Talk, WorkerProcess } from './process/worker-process';

const TOKEN_LIFE = '6h';

/** Servers and everything on them that belongs to one run of the bench. */
export class BenchRun implements BenchContext {
  readonly quick: boolean;
  readonly rounds: number;
  readonly seed: number;
  readonly complaints: number;
  /** Part of every name on the servers, so that a run meets nothing of others. */
  private readonly id = randomBytes(3).toString('hex');
  private readonly things = new Map<string, Promise<{ stop(): Promise<void> }>>();
  private readonly starting = new Set<Promise<unknown>>();
  private isEnding = false;
  private readonly undo: Array<() => Promise<void> | void> = [];
  private platforms = 0;
  private databases = 0;
  private topicSets = 0;

  private constructor(
    private readonly home: string,
    options: Pick<BenchOptions, 'quick' | 'rounds' | 'seed' | 'complaints'>,
    readonly infrastructure: Infrastructure,
    readonly texts: ComplaintTexts,
    readonly progress: (line: string) => void,
  ) {
    this.quick = options.quick;
    this.rounds = options.rounds;
    this.seed = options.seed;
    this.complaints = options.complaints;
  }

  /** Chooses servers (with empty data where they are our own) and reads the texts. `home` holds everything that the run keeps. */
  static async begin(home: string, options: BenchOptions, progress: (line: string) => void): Promise<BenchRun> {
    const texts = complaintTexts();
    const unlock = await acquireFileLock(join(home, 'bench.lock'), 0);
    try {
      const servers = join(home, 'servers');
      await new EmbeddedPostgres({ dataDir: join(servers, 'postgres') }).stopStale();
      await new EmbeddedKafka({ dataDir: join(servers, 'kafka') }).stopStale();
      for (const part of ['postgres', 'kafka'] as const) await new ContainerServer(part, servers).stop();
      for (const folder of ['servers', 'platforms', 'scratch']) {
        rmSync(join(home, folder), { recursive: true, force: true });
      }
      const infrastructure = await chooseInfrastructure({ purpose: 'run', docker: options.docker, dataDir: servers });
      const run = new BenchRun(home, options, infrastructure, texts, progress);
      run.undo.push(unlock, () => infrastructure.stop());
      return run;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /**
   * Stops and removes everything, in reverse order of the start; one failure does not keep the rest. What is being started
   * is waited for, what works on what was started (a load that is being written) is not. Safe to call twice.
   */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.allSettled(this.starting);
    for (const undo of this.undo.splice(0).reverse()) await this.attempt(undo);
    rmSync(join(this.home, 'scratch'), { recursive: true, force: true });
  }

  startPlatform(wish: PlatformWish = {}): Promise<BenchPlatform> {
    return this.start(() => this.launchPlatform(wish));
  }

  private async launchPlatform(wish: PlatformWish): Promise<BenchPlatform> {
    const name = `${this.id}_${++this.platforms}`;
    const home = join(this.home, 'platforms', name);
    const topicPrefix = `bench-${name}.`;
    const databasePrefix = `bench_${name}_`;
    const platform = await launch({
      supervise: false,
      ...wish,
      infrastructure: this.infrastructure,
      home,
      ports: 'any',
      topicPrefix,
      databasePrefix,
    });
    const { jwks } = await localSecrets(join(home, 'secrets.json'), []);
    const [jwk] = jwks.keys;
    const key = await importJWK({ ...jwk });
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await platform.stop();
      for (const service of SERVICES) {
        await dropDatabase(this.infrastructure.postgresAdminUrl, `${databasePrefix}${service}`);
      }
      await this.deleteTopics(topicPrefix);
    };
    const stopOnce = () => (stopped ??= stop());
    this.undo.push(stopOnce);
    return {
      ...platform,
      databasePrefix,
      home,
      signedToken: (sub) =>
        new SignJWT({ client_id: CONSOLE_CLIENT })
          .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk?.kid ?? '' })
          .setSubject(sub)
          .setIssuer(platform.issuer)
          .setAudience(AUDIENCE)
          .setIssuedAt()
          .setExpirationTime(TOKEN_LIFE)
          .sign(key),
      stop: stopOnce,
    };
  }

  startProcess<T extends Talk>(script: string, options: { env?: NodeJS.ProcessEnv } = {}): Promise<WorkerProcess<T>> {
    return this.start(async () => {
      const worker = await WorkerProcess.start<T>(script, options.env);
      this.undo.push(() => worker.stop());
      return worker;
    });
  }

  createDatabase(name: string): Promise<string> {
    return this.start(async () => {
      const database = `bench_${this.id}_${++this.databases}_${name}`;
      const url = await this.infrastructure.createDatabase(database);
      this.undo.push(() => dropDatabase(this.infrastructure.postgresAdminUrl, database));
      return url;
    });
  }

  createTopics(): Promise<string> {
    return this.start(async () => {
      const prefix = `bench-${this.id}-bare-${++this.topicSets}.`;
      await withAdmin(this.infrastructure.brokers, (admin) => createTopics(admin, { prefix }));
      this.undo.push(() => this.deleteTopics(prefix));
      return prefix;
    });
  }

  scratchFolder(name: string): string {
    const folder = join(this.home, 'scratch', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  shared<T extends { stop(): Promise<void> }>(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.things.get(key);
    if (known) return known as Promise<T>;
    const made = make();
    this.things.set(key, made);
    made.then(
      (thing) => this.undo.push(() => thing.stop()),
      () => this.things.delete(key),
    );
    return made;
  }

  private start<T>(begin: () => Promise<T>): Promise<T> {
    if (this.isEnding) return Promise.reject(new Error('The run is ending'));
    const started = begin();
    this.starting.add(started);
    const forget = () => this.starting.delete(started);
    started.then(forget, forget);
    return started;
  }

  private async attempt(undo: () => Promise<void> | void): Promise<void> {
    try {
      await undo();
    } catch (error) {
      this.progress(`while stopping: ${(error as Error).message}`);
    }
  }

  private async deleteTopics(prefix: string): Promise<void> {
    await withAdmin(this.infrastructure.brokers, async (admin) => {
      const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
      if (topics.length > 0) await admin.deleteTopics({ topics });
      const groups = (await admin.listGroups()).groups
        .map(({ groupId }) => groupId)
        .filter((id) => id.startsWith(prefix));
      // A member that has not left yet makes the broker refuse; its group then expires, and its name is never used again.
      if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
    });
  }
}
