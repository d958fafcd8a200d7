import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { IMAGES, type Infrastructure, withConnection, workspaceRoot } from '@redress/infrastructure';

/** What the figures were measured on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgresql: string;
  /** `fsync` and `synchronous_commit` of the server: whether a commit survives a power cut. */
  readonly durability: string;
  readonly kafka: string;
  readonly servers: Infrastructure['kind'];
}

/** Looks the machine and the servers over. */
export async function describeMachine(infrastructure: Infrastructure): Promise<Machine> {
  const [cpu] = cpus();
  const server = await withConnection(infrastructure.postgresAdminUrl, async (admin) => {
    const { rows } = await admin.query<{ version: string; fsync: string; synchronous: string }>(
      `select current_setting('server_version') as version, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as synchronous`,
    );
    return rows[0];
  });
  return {
    cores: cpus().length,
    processor: cpu?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgresql: server?.version ?? 'unknown',
    durability: `fsync ${server?.fsync}, synchronous_commit ${server?.synchronous}`,
    kafka: kafkaVersion(infrastructure),
    servers: infrastructure.kind,
  };
}

/** A broker tells no client its version; what we start ourselves we know. */
function kafkaVersion({ kind }: Infrastructure): string {
  if (kind === 'docker') return IMAGES.kafka;
  if (kind === 'given' || process.env['REDRESS_KAFKA_BROKERS']) return 'unknown (a given broker)';
  const definition = readFileSync(join(workspaceRoot(), 'deploy', 'kafka', 'pom.xml'), 'utf8');
  return /<kafka\.version>([^<]+)</.exec(definition)?.[1] ?? 'unknown';
}
