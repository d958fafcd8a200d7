import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withConnection, workspaceRoot } from '@redress/infrastructure';
import { tableWith } from '../catalogue';
import { against, atLeast, type Figure, measured } from '../figure';
import { grownPlatform } from '../growth/growth';
import type { BenchContext, BenchPlatform, Measurement } from '../measurement';
import { STORY } from '../story';
import type { BareRebuildTalk } from './bare-rebuild';

const GOAL = 0.5;
/** Columns by which the rows of complaints are known among the projections. */
const PROJECTION = ['complaint_id', 'fold', 'breached_clocks'] as const;
const ENDED = /read (\d+) events of (\d+) complaints/;

const run = promisify(execFile);

interface Rebuilt {
  readonly events: number;
  readonly complaints: number;
  readonly seconds: number;
}

/** B5: the projections of analytics made anew from the first event on, as an operator would, beside the bare way. */
export const rebuildOfProjections: Measurement = {
  id: 'B5',
  title: 'Rebuild of the projections from offset 0',
  async run(context) {
    const { platform } = await grownPlatform(context);
    const copy = await copyOfAnalytics(context, platform);
    try {
      // Found before the bare way makes another table with the same columns.
      const rows = await withConnection(copy.url, (client) => tableWith(client, ...PROJECTION));
      const rates: number[] = [];
      const bareRates: number[] = [];
      let last: Rebuilt | undefined;
      for (let round = 0; round < context.rounds; round++) {
        const bare = await rebuildBare(context, platform, copy.url, rows);
        last = await rebuild(platform, copy.url);
        if (bare.events !== last.events)
          throw new Error(`${bare.events} events were read bare, ${last.events} otherwise`);
        await sameRows(copy.url, rows);
        bareRates.push(bare.events / bare.seconds);
        rates.push(last.events / last.seconds);
      }
      const value = measured(rates);
      const comparison = against(value.value, measured(bareRates).value);
      const figure: Figure = {
        id: 'B5',
        title: 'projection rebuild from offset 0',
        unit: 'events/s',
        ...value,
        ...comparison,
        goal: atLeast(GOAL, comparison.ratio, 'ratio'),
        remarks: [
          `${last?.events.toLocaleString('en')} events of ${last?.complaints.toLocaleString('en')} complaints in ${last?.seconds.toFixed(1)} s, start of the process included`,
          'baseline: one process, kafkajs and COPY of the same rows into a table without index, counters left out; both sets of rows are compared',
        ],
      };
      return [figure];
    } finally {
      await copy.drop();
    }
  },
};

async function rebuild(platform: BenchPlatform, databaseUrl: string): Promise<Rebuilt> {
  const startedAtMs = performance.now();
  const { stdout } = await run(
    process.execPath,
    [join(workspaceRoot(), 'services', 'analytics', 'dist', 'rebuild-main.js')],
    {
      env: {
        ...platform.env('analytics'),
        REDRESS_DATABASE_URL: databaseUrl,
      },
    },
  );
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const [, events, complaints] = ENDED.exec(stdout) ?? [];
  if (events === undefined) throw new Error(`The rebuild said: ${stdout}`);
  return { events: Number(events), complaints: Number(complaints), seconds };
}

async function rebuildBare(
  context: BenchContext,
  platform: BenchPlatform,
  databaseUrl: string,
  like: string,
): Promise<Rebuilt> {
  const process = await context.startProcess<BareRebuildTalk>(join(__dirname, 'bare-rebuild.js'));
  try {
    return await process.ask('rebuild', {
      databaseUrl,
      like,
      brokers: context.infrastructure.brokers,
      topic: `${platform.topicPrefix}${STORY}`,
    });
  } finally {
    await process.stop();
  }
}

/** @throws unless the bare way has made exactly the rows that the rebuild has made */
async function sameRows(databaseUrl: string, table: string): Promise<void> {
  await withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ other: number }>(
      `select count(*)::int as other from ${table} f full join bare_fold b using (complaint_id)
       where f is null or b is null or to_jsonb(f) is distinct from to_jsonb(b)`,
    );
    if (rows[0]?.other !== 0) throw new Error(`${rows[0]?.other} rows are other than those made the bare way`);
  });
}

/** A database like that of analytics, so that its rebuild leaves the loaded one alone: only a part of the load has stories. */
async function copyOfAnalytics(
  { infrastructure }: BenchContext,
  platform: BenchPlatform,
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const original = `${platform.databasePrefix}analytics`;
  const name = `${original}_rebuilt`;
  await platform.service('analytics').stop();
  await withConnection(infrastructure.postgresAdminUrl, async (admin) => {
    await admin.query(`create database "${name}" template "${original}" owner "${original}"`);
  });
  await platform.service('analytics').restart();
  const url = new URL(platform.databaseUrls.analytics);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () =>
      withConnection(infrastructure.postgresAdminUrl, async (admin) => {
        await admin.query(`drop database "${name}" with (force)`);
      }),
  };
}
