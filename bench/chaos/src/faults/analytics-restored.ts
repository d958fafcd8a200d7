import { withConnection } from '@redress/infrastructure';
import type { Stage } from '../stage/stage';
import type { Fault } from './fault';

type Admin = Parameters<Parameters<typeof withConnection>[1]>[0];

/** The database of analytics is put back to a copy that was taken earlier in the run. */
export const analyticsRestored: Fault = {
  kind: 'analytics-restored',
  lastsMs: [0, 0],
  recoversInMs: 8_000,
  prepare: (stage) => asAdmin(stage, takeCopy),
  strike: async (stage) => {
    await asAdmin(stage, putBack);
    return { target: 'analytics', end: () => asAdmin(stage, dropLost) };
  },
};

function asAdmin(stage: Stage, work: (admin: Admin, database: string) => Promise<void>): Promise<void> {
  const database = new URL(stage.platform.databaseUrls.analytics).pathname.slice(1);
  return withConnection(stage.postgres.adminUrl, (admin) => work(admin, database));
}

/** A copy as of one moment: no client is connected while it is taken. */
async function takeCopy(admin: Admin, database: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS "${database}_earlier" WITH (FORCE)`);
  await shut(admin, database);
  try {
    await admin.query(`CREATE DATABASE "${database}_earlier" OWNER "${database}" TEMPLATE "${database}"`);
    await admin.query(`REVOKE ALL ON DATABASE "${database}_earlier" FROM PUBLIC`);
  } finally {
    await admin.query(`ALTER DATABASE "${database}" WITH ALLOW_CONNECTIONS true`);
  }
}

async function putBack(admin: Admin, database: string): Promise<void> {
  await shut(admin, database);
  await admin.query(`ALTER DATABASE "${database}" RENAME TO "${database}_lost"`);
  await admin.query(`ALTER DATABASE "${database}_earlier" RENAME TO "${database}"`);
}

async function dropLost(admin: Admin, database: string): Promise<void> {
  await admin.query(`DROP DATABASE "${database}_lost" WITH (FORCE)`);
}

async function shut(admin: Admin, database: string): Promise<void> {
  await admin.query(`ALTER DATABASE "${database}" WITH ALLOW_CONNECTIONS false`);
  await admin.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [database]);
}
