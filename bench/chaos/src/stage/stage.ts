import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { machines, SERVICES, type ServiceName } from '@redress/contracts';
import {
  createDatabase,
  EmbeddedKafka,
  EmbeddedPostgres,
  type Infrastructure,
  withConnection,
} from '@redress/infrastructure';
import { launch, type LaunchReporter, type Platform, type ServiceProcess } from '@redress/local';
import type { SeededRandom } from '@redress/testing';
import { BusinessTime } from './business-time';

/** Tuesday, 9:30 in the morning in the zone of the shipped calendar. */
const STARTS_AT = new Date('2026-03-03T01:30:00Z');
const REPLICAS = 2;
const DRIVER = 'client:driver';
const ATTACHMENT_QUOTA_BYTES = 2 ** 40;
const HEALTH_TIMEOUT_MS = 2_000;
const HEALTH_INTERVAL_MS = 200;
const CALL_TIMEOUT_MS = 3_000;

interface HealthReport {
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

/** Where a run happens: servers of its own that can be killed, and the whole platform with two replicas of every service. */
export class Stage {
  private constructor(
    readonly home: string,
    readonly platform: Platform,
    readonly postgres: EmbeddedPostgres,
    readonly kafka: EmbeddedKafka,
    readonly time: BusinessTime,
  ) {}

  /**
   * Starts everything in `home`, which is new.
   * @param report told of the launcher's steps, and of services that ended unexpectedly
   * @param signal aborted: the start ends as soon as it can and leaves nothing running
   */
  static async start(home: string, report: LaunchReporter, signal: AbortSignal): Promise<Stage> {
    mkdirSync(home, { recursive: true });
    const postgres = new EmbeddedPostgres({ dataDir: join(home, 'postgres') });
    const kafka = new EmbeddedKafka({ dataDir: join(home, 'kafka') });
    const stopServers = async () => {
      await Promise.allSettled([postgres.stop(), kafka.stop()]);
    };
    try {
      await Promise.all([postgres.start(), kafka.start()]);
      const infrastructure: Infrastructure = {
        kind: 'embedded',
        brokers: kafka.brokers,
        postgresAdminUrl: postgres.adminUrl,
        createDatabase: (name) => createDatabase(postgres.adminUrl, name),
        stop: stopServers,
        kafka,
        postgres,
      };
      const platform = await launch({
        home,
        infrastructure,
        ports: 'any',
        clock: { drivenFrom: STARTS_AT },
        replicas: Object.fromEntries(SERVICES.map((service) => [service, REPLICAS])),
        environment: {
          // One address submits for everybody here.
          intake: {
            REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '100000',
            REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '100000',
            REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '100000',
            REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY: '100000',
          },
          all: { REDRESS_ATTACHMENT_QUOTA_BYTES: String(ATTACHMENT_QUOTA_BYTES) },
        },
        report,
        signal,
      });
      const faces = replicasOf(platform).map((replica) => ({
        service: replica.service,
        set: (now: Date) => setClock(platform, replica, now),
      }));
      return new Stage(home, platform, postgres, kafka, new BusinessTime(STARTS_AT, faces));
    } catch (error) {
      await stopServers();
      throw error;
    }
  }

  /** Every process of every service. */
  get replicas(): ServiceProcess[] {
    return replicasOf(this.platform);
  }

  replicasOf(service: ServiceName): ServiceProcess[] {
    return this.replicas.filter((replica) => replica.service === service);
  }

  /** One of the processes of a service. */
  draw(service: ServiceName, random: SeededRandom): ServiceProcess {
    return random.pick(this.replicasOf(service));
  }

  /** The folder of files that people add, and how much it may hold. */
  get attachments(): { readonly directory: string; readonly quotaBytes: number } {
    return { directory: join(this.home, 'attachments'), quotaBytes: ATTACHMENT_QUOTA_BYTES };
  }

  /** Replicas that do not say that they are ready, each with what it says is missing. */
  async unready(): Promise<string[]> {
    const answers = await Promise.all(
      this.replicas.map(async (replica) => {
        const missing = await missingAt(replica);
        return missing === undefined ? [] : [`${nameOf(replica)} (${missing})`];
      }),
    );
    return answers.flat();
  }

  /**
   * Waits until every replica of every service is ready.
   * @returns the replicas that are not when time is up
   */
  async allReady(timeoutMs: number): Promise<string[]> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const unready = await this.unready();
      if (unready.length === 0 || performance.now() > deadline) return unready;
      await delay(HEALTH_INTERVAL_MS);
    }
  }

  /** Asks a service as the driver of the clock, at the first replica that answers 2xx. */
  async ask<T>(service: ServiceName, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const token = await this.platform.clientToken(DRIVER);
    return call<T>(this.replicasOf(service), token, method, path, body);
  }

  /** As {@link ask}, as the person who may operate the platform. */
  async operate<T>(service: ServiceName, method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const administrator = this.platform.endpoints.users.find(({ roles }) => roles.includes('ORGANISATION_ADMIN'));
    if (!administrator) throw new Error('The directory has no ORGANISATION_ADMIN');
    const token = await this.platform.tokenFor(administrator.id);
    return call<T>(this.replicasOf(service), token, method, path, body);
  }

  /** Letters that are asked for and neither sent nor given up, those included that wait for another attempt. */
  lettersOpen(): Promise<number> {
    return withConnection(this.platform.databaseUrls.notification, async (client) => {
      const { rows } = await client.query<{ count: number }>(
        'select count(*)::int as count from letter where status = $1',
        [machines.letter.state.REQUESTED],
      );
      return rows[0]?.count ?? 0;
    });
  }

  /** Services first, servers last. */
  async stop(): Promise<void> {
    this.time.halt();
    await this.platform.stop();
    await this.platform.infrastructure.stop();
  }
}

/** A replica by name, e.g. `routing 2`. */
export function nameOf(replica: ServiceProcess): string {
  return `${replica.service} ${replica.replica + 1}`;
}

function replicasOf(platform: Platform): ServiceProcess[] {
  return SERVICES.flatMap((service) =>
    Array.from({ length: REPLICAS }, (_, replica) => platform.service(service, replica)),
  );
}

/** What a replica lacks to be ready, in its own words; undefined when it lacks nothing. */
async function missingAt(replica: ServiceProcess): Promise<string | undefined> {
  try {
    const response = await fetch(replica.at('/health/ready'), { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    const { checks } = (await response.json()) as HealthReport;
    if (response.ok) return undefined;
    const failed = Object.entries(checks).filter(([, { ok }]) => !ok);
    return failed.map(([name, { detail }]) => (detail === undefined ? name : `${name}: ${detail}`)).join(', ');
  } catch {
    return 'no answer';
  }
}

async function setClock(platform: Platform, replica: ServiceProcess, now: Date): Promise<void> {
  const token = await platform.clientToken(DRIVER);
  await call([replica], token, 'POST', '/internal/clock', { now: now.toISOString() });
}

async function call<T>(
  replicas: readonly ServiceProcess[],
  token: string,
  method: string,
  path: string,
  body: unknown,
): Promise<T> {
  const problems: string[] = [];
  for (const replica of replicas) {
    try {
      const response = await fetch(replica.at(path), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      const text = await response.text();
      if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      problems.push(`${response.status} ${text}`);
    } catch (error) {
      problems.push(String(error));
    }
  }
  throw new Error(`${method} ${path}: ${problems.join('; ')}`);
}
