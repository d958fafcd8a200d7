import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { SERVICES } from '@redress/contracts';
import { withConnection, workspaceRoot } from '@redress/infrastructure';
import { RedressClient, TokenRing } from '@redress/workload';
import { tableWith } from '../catalogue';
import type { BenchPlatform } from '../measurement';
import { STORY } from '../story';
import type { BulkLoaded } from './bulk-load';
import { readTopic } from './recorder';

const run = promisify(execFile);

const ANALYST = 'staff:ye.analyst';
/** Columns of the table in which every service keeps who holds a complaint in which state. */
const REGISTER_OF_STATES = ['complaint_id', 'holder', 'last_event_id'] as const;
const STATE_SEQ = 'ce_stateseq';
const STATE_TO = 'ce_stateto';

interface Sample {
  readonly id: string;
  readonly number: string;
  readonly handler: string;
}

/**
 * Proves a load: every service knows every complaint, in the same state; numbers have no gap; every story on the topic is
 * legal, whole, and ends where the register of states stands; complaints can be read over HTTP from every service.
 * @returns what was proved, in words
 * @throws Error that says what is wrong
 */
export async function verifyLoad(platform: BenchPlatform, loaded: BulkLoaded): Promise<string[]> {
  const proved: string[] = [];
  for (const prove of [sameEverywhere, gapFreeNumbers, noneDue, legalStories, storiesEndAsRows, readableOverHttp]) {
    proved.push(await prove(platform, loaded));
  }
  return proved;
}

async function sameEverywhere({ databaseUrls }: BenchPlatform, { complaints }: BulkLoaded): Promise<string> {
  const sums = new Map<string, unknown>();
  for (const service of SERVICES) {
    const row = await withConnection(databaseUrls[service], async (client) => {
      // The sum of hashes tells whether any one complaint stands otherwise than elsewhere.
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count,
           sum(hashtext(complaint_id::text || complaint_no || state || state_seq || holder)::bigint)::text as hash
         from ${await tableWith(client, ...REGISTER_OF_STATES)}`,
      );
      return rows[0];
    });
    if (row?.count !== complaints) throw new Error(`${service} knows ${row?.count} of ${complaints} complaints`);
    sums.set(service, row);
  }
  for (const [service, row] of sums) {
    if (!isDeepStrictEqual(row, sums.get('intake'))) throw new Error(`${service} and intake see different states`);
  }
  return `${complaints} complaints in the same states in six databases`;
}

async function gapFreeNumbers({ databaseUrls }: BenchPlatform): Promise<string> {
  return withConnection(databaseUrls.intake, async (client) => {
    const { rows } = await client.query<{ series: number; wrong: number }>(
      `with serials as (
         select regexp_replace(complaint_no, '-\\d+$', '') as series, substring(complaint_no from '\\d+$')::int as serial
         from ${await tableWith(client, 'complaint_no', 'received_late')}),
       counted as (select series, count(*) as n, count(distinct serial) as d, max(serial) as last from serials group by 1)
       select count(*)::int as series, count(*) filter (where n <> last or d <> last)::int as wrong from counted`,
    );
    const { series = 0, wrong = 0 } = rows[0] ?? {};
    if (wrong > 0) throw new Error(`${wrong} of ${series} series of numbers have a gap`);
    return `${series} series of numbers without a gap`;
  });
}

async function noneDue({ databaseUrls }: BenchPlatform): Promise<string> {
  return withConnection(databaseUrls.routing, async (client) => {
    const { rows } = await client.query<{ due: number; running: number }>(
      `select count(*) filter (where next_fire_at <= now())::int as due, count(next_fire_at)::int as running
       from ${await tableWith(client, 'next_fire_at')}`,
    );
    const { due = 0, running = 0 } = rows[0] ?? {};
    if (due > 0) throw new Error(`${due} clocks are due`);
    return `${running} clocks running, none due`;
  });
}

/** As an operator would: with the command that reads nothing but the topic. */
async function legalStories({ infrastructure, topicPrefix }: BenchPlatform): Promise<string> {
  const command = join(workspaceRoot(), 'deploy', 'cli', 'bin', 'redress.cjs');
  // Said in full: what stands in the environment names other servers or another prefix.
  const topics = ['--brokers', infrastructure.brokers.join(','), '--topic-prefix', topicPrefix];
  const { stdout } = await run(process.execPath, [command, '--json', ...topics, 'story', 'check'], {
    maxBuffer: 1 << 28,
  }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
    if (error.stdout) throw new Error(`stories are not legal: ${error.stdout.slice(0, 500)}`);
    throw new Error(`stories cannot be checked: ${error.stderr || error.message}`);
  });
  const { checked, illegal } = JSON.parse(stdout) as { checked: number; illegal: readonly unknown[] };
  return `redress story check: ${checked} stories, ${illegal.length} illegal`;
}

/** Every story ends in the state in which the databases see its complaint. */
async function storiesEndAsRows({ databaseUrls, infrastructure, topicPrefix }: BenchPlatform): Promise<string> {
  const ends = new Map<string, string>();
  let events = 0;
  await readTopic(infrastructure.brokers, `${topicPrefix}${STORY}`, ({ key, headers }) => {
    events++;
    if (headers[STATE_SEQ]) ends.set(key, `${headers[STATE_TO]} ${headers[STATE_SEQ]}`);
  });
  await withConnection(databaseUrls.routing, async (client) => {
    const { rows } = await client.query<{ id: string; end: string }>(
      `select complaint_id as id, state || ' ' || state_seq as end from ${await tableWith(client, ...REGISTER_OF_STATES)}
       where complaint_id = any($1::uuid[])`,
      [[...ends.keys()]],
    );
    const astray = ends.size - rows.filter(({ id, end }) => ends.get(id) === end).length;
    if (astray > 0) throw new Error(`${astray} stories end elsewhere than their complaints stand`);
  });
  return `${ends.size} stories of ${events} events end where their complaints stand`;
}

/** A sample is read by the one who handled it, and its figures by an analyst. */
async function readableOverHttp(platform: BenchPlatform): Promise<string> {
  const tokens = new TokenRing(platform.endpoints);
  const client = new RedressClient({ tokenOf: (who) => tokens.tokenOf(who) });
  try {
    const { id, number, handler } = await aClosedComplaint(platform);
    const { urls } = platform;
    const reads: readonly (readonly [string, string])[] = [
      [handler, `${urls.intake}/v1/complaints/${id}`],
      [handler, `${urls.routing}/v1/complaints/${id}/assignment`],
      [handler, `${urls.investigation}/v1/complaints/${id}/investigation`],
      [handler, `${urls.resolution}/v1/complaints/${id}/resolution`],
      [handler, `${urls.notification}/v1/letters?complaintId=${id}`],
      [ANALYST, `${urls.analytics}/v1/overview/complaints/${number}`],
    ];
    for (const [who, url] of reads) {
      const { status, body } = await client.send(who, 'GET', url);
      if (status !== 200) throw new Error(`${url} answers ${status}: ${JSON.stringify(body)}`);
      if (!JSON.stringify(body).includes(id)) throw new Error(`${url} does not speak of ${id}`);
    }
    return `${number} can be read from every service`;
  } finally {
    await client.close();
  }
}

/** A closed one from the middle of the register, with rows in every service. */
async function aClosedComplaint({ databaseUrls }: BenchPlatform): Promise<Sample> {
  return withConnection(databaseUrls.resolution, async (client) => {
    const { rows } = await client.query<Sample>(
      `select complaint_id as id, complaint_no as number, handler_id as handler
       from ${await tableWith(client, 'handler_id', 'closure_code')} where status = 'CLOSED' order by md5(complaint_id::text) limit 1`,
    );
    const [row] = rows;
    if (!row) throw new Error('No complaint is closed');
    return row;
  });
}
