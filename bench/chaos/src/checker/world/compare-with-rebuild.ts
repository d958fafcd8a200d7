import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withConnection, workspaceRoot } from '@redress/infrastructure';
import type { Client } from 'pg';
import type { CheckInput } from './load-snapshot';

const run = promisify(execFile);

const KEPT = 'chaos_before_rebuild';

/** Each table of the projections: what names a row, and which rows count as being there. */
const PROJECTIONS = {
  complaint_fact: { name: 'complaint_id::text', where: 'true' },
  // A counter that fell to nothing stays as a row of zero where it was kept by adding and taking away.
  daily_count: { name: `concat_ws('/', day, measure, unit_id, value, detail, kind)`, where: 'count <> 0' },
} as const;

/**
 * Keeps the projections as they are, has them rebuilt from the first record of the story, and compares row by row.
 * @returns the rows that differ, by name
 * @throws Error when the rebuild fails
 */
export async function compareWithRebuild({
  brokers,
  topicPrefix,
  databaseUrls,
  rebuildScript = join(workspaceRoot(), 'services/analytics/dist/rebuild-main.js'),
}: CheckInput): Promise<string[]> {
  return withConnection(databaseUrls.analytics, async (client) => {
    await client.query(`drop schema if exists ${KEPT} cascade`);
    await client.query(`create schema ${KEPT}`);
    try {
      for (const table of Object.keys(PROJECTIONS)) {
        await client.query(`create table ${KEPT}.${table} as table public.${table}`);
      }
      await run(process.execPath, [rebuildScript], {
        env: {
          ...process.env,
          REDRESS_DATABASE_URL: databaseUrls.analytics,
          REDRESS_KAFKA_BROKERS: brokers.join(','),
          REDRESS_TOPIC_PREFIX: topicPrefix,
        },
      });
      return await differences(client);
    } finally {
      await client.query(`drop schema ${KEPT} cascade`);
    }
  });
}

async function differences(client: Client): Promise<string[]> {
  const found: string[] = [];
  for (const [table, { name, where }] of Object.entries(PROJECTIONS)) {
    const rowsOf = (schema: string) => `select ${name} as name, to_jsonb(t) from ${schema}.${table} t where ${where}`;
    const [kept, rebuilt] = [rowsOf(KEPT), rowsOf('public')];
    const { rows } = await client.query<{ name: string }>(
      `select distinct name
       from ((${kept} except all ${rebuilt}) union all (${rebuilt} except all ${kept})) as differing order by 1`,
    );
    found.push(...rows.map((row) => `${table} ${row.name}`));
  }
  return found;
}
