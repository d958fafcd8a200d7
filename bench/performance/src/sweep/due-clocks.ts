import { SERVICES } from '@redress/contracts';
import { eventually, withConnection } from '@redress/infrastructure';
import type { Client } from 'pg';
import { tableWith } from '../catalogue';
import type { BenchPlatform } from '../measurement';
import { waitForRest } from '../bulk/rest';
import { depositsOf } from '../bulk/bulk-load';

/** What firing due clocks took. */
export interface SweepSamples {
  /** Clocks with a mark ahead of them when the first round began. */
  readonly runningClocks: number;
  /** Seconds that the sweep worked, round by round. */
  readonly seconds: readonly number[];
}

const FIRED_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 25;

/** The sample and the sum of its histogram tell how long sweeps took, and how many there were. */
const SWEEPS = /^redress_clock_sweep_seconds_(sum|count)\{[^}]*\} (\S+)$/gm;

/** What each platform took, in their order. */
type Samples<P extends readonly BenchPlatform[]> = { -readonly [At in keyof P]: SweepSamples };

/**
 * Lets clocks of `due` complaints, spread over all, reach their limit at once and measures how long routing's sweep works
 * until it has told every breach: marks, levels, work items and the events in the outbox committed. The platforms have
 * their rounds in turns; all other services are stopped meanwhile, so that the time is the sweep's alone, and read what was
 * told afterwards.
 */
export async function fireDueClocks<P extends readonly BenchPlatform[]>(
  platforms: P,
  due: number,
  rounds: number,
): Promise<Samples<P>> {
  for (const platform of platforms) await waitForRest(depositsOf(platform));
  const others = platforms.flatMap((platform) =>
    SERVICES.filter((service) => service !== 'routing').map((service) => platform.service(service)),
  );
  await Promise.all(others.map((service) => service.stop()));
  try {
    const samples: { readonly runningClocks: number; readonly seconds: number[] }[] = [];
    for (const platform of platforms) samples.push({ runningClocks: await countRunning(platform), seconds: [] });
    // The first round warms caches and code up.
    for (let round = 0; round <= rounds; round++) {
      for (const [at, platform] of platforms.entries()) {
        const took = await fireOnce(platform, due);
        if (round > 0) samples[at]?.seconds.push(took);
      }
    }
    return samples as Samples<P>;
  } finally {
    await Promise.all(others.map((service) => service.restart()));
    for (const platform of platforms) await waitForRest(depositsOf(platform));
  }
}

function fireOnce(platform: BenchPlatform, due: number): Promise<number> {
  return withConnection(platform.databaseUrls.routing, (client) => fireWith(platform, client, due));
}

async function fireWith(platform: BenchPlatform, client: Client, due: number): Promise<number> {
  const before = await readSweeps(platform);
  const clocks = await tableWith(client, 'next_fire_at');
  const clockIds = await bringDue(client, clocks, due);
  // Only the order makes sure of the index: a comparison with the clock looks as if a third of all rows were due.
  const isDue = async () => {
    const { rows } = await client.query<{ due: boolean | null }>(
      `select (select next_fire_at from ${clocks} where next_fire_at is not null order by next_fire_at limit 1)
        <= clock_timestamp() as due`,
    );
    return rows[0]?.due === true;
  };
  await eventually(async () => !(await isDue()), {
    timeoutMs: FIRED_TIMEOUT_MS,
    intervalMs: LOOK_EVERY_MS,
    what: `${due} clocks to be fired`,
  });
  // The sweep that fired the last one is counted when it has ended.
  const after = await eventually(
    async () => {
      const now = await readSweeps(platform);
      return now.count >= before.count + 2 && now;
    },
    { timeoutMs: FIRED_TIMEOUT_MS, what: 'the sweep to be counted' },
  );
  const { rows } = await client.query<{ fired: number }>(
    `select count(*)::int as fired from ${clocks}
     where clock_id = any($1::uuid[]) and told_percent = 100 and state = 'BREACHED' and next_fire_at is null`,
    [clockIds],
  );
  if (rows[0]?.fired !== due) throw new Error(`${rows[0]?.fired} of ${due} due clocks were fired`);
  return after.sum - before.sum;
}

/**
 * Moves one running clock of as many complaints so far back that its limit has just passed and only the breach is left to
 * tell. It is the one that is due first, and stands in the work list as such; times are whole milliseconds, as all of the
 * product's are.
 */
async function bringDue(client: Client, clocks: string, due: number): Promise<string[]> {
  const { rows } = await client.query<{ clock_id: string }>(
    `with chosen as (
       select clock_id, date_trunc('milliseconds', clock_timestamp()) - interval '2 seconds' - due_at as back from ${clocks}
       where state = 'RUNNING' and told_percent = 0 and next_fire_at > clock_timestamp() and clock_key = 'RESOLUTION/0'
       order by md5(clock_id::text) limit $1),
     listed as (
       update ${await tableWith(client, 'due_clock_id')} w set
         due_clock_id = c.clock_id, due_at = c.due_at + back, due_soon_at = coalesce(c.warn80_at, c.due_at) + back
       from chosen join ${clocks} c using (clock_id) where w.complaint_id = c.complaint_id)
     update ${clocks} c set
       told_percent = 80, started_at = c.started_at + back, due_at = c.due_at + back, next_fire_at = c.due_at + back,
       warn50_at = c.warn50_at + back, warn80_at = c.warn80_at + back,
       segments = (
         select jsonb_agg(jsonb_set(s, '{at}', to_jsonb(to_char(((s ->> 'at')::timestamptz + back) at time zone 'UTC',
           'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) order by n)
         from jsonb_array_elements(c.segments) with ordinality as e(s, n))
     from chosen where c.clock_id = chosen.clock_id returning c.clock_id`,
    [due],
  );
  if (rows.length !== due) throw new Error(`Only ${rows.length} clocks are running that could come due`);
  return rows.map((row) => row.clock_id);
}

function countRunning({ databaseUrls }: BenchPlatform): Promise<number> {
  return withConnection(databaseUrls.routing, async (client) => {
    const { rows } = await client.query<{ running: number }>(
      `select count(next_fire_at)::int as running from ${await tableWith(client, 'next_fire_at')}`,
    );
    return rows[0]?.running ?? 0;
  });
}

async function readSweeps(platform: BenchPlatform): Promise<{ readonly sum: number; readonly count: number }> {
  const text = await (await fetch(`${platform.operationsUrls.routing}/metrics`)).text();
  const found = Object.fromEntries([...text.matchAll(SWEEPS)].map(([, name, value]) => [name, Number(value)]));
  if (found['sum'] === undefined || found['count'] === undefined) throw new Error('routing tells of no sweeps');
  return { sum: found['sum'], count: found['count'] };
}
