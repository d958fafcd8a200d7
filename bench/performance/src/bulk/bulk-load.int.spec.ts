import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { stateDirectory, withConnection } from '@redress/infrastructure';
import { RedressClient, TokenRing } from '@redress/workload';
import { BenchRun } from '../bench-run';
import { growingTables, summedTables, tableWith } from '../catalogue';
import { type BulkLoaded, BulkLoad } from './bulk-load';
import { largeDirectory } from './loaded-platform';
import { verifyLoad } from './verify-load';
import type { BenchPlatform } from '../measurement';

const COMPLAINTS = 60;

describe('a bulk load', () => {
  const home = join(stateDirectory('test'), `bulk-${randomBytes(3).toString('hex')}`);
  let run: BenchRun;
  let platform: BenchPlatform;
  let loaded: BulkLoaded;

  beforeAll(async () => {
    run = await BenchRun.begin(
      home,
      { quick: true, rounds: 1, seed: 1, complaints: COMPLAINTS, docker: false, only: [] },
      () => undefined,
    );
    const { file, peers } = largeDirectory(run);
    platform = await run.startPlatform({ directoryFile: file });
    const load = await BulkLoad.prepare(run, platform, peers, {
      ended: ['CLOSED', 'WITHDRAWN'],
      open: ['ACCEPTED', 'OFFERED'],
    });
    loaded = await load.growTo({ complaints: COMPLAINTS });
  }, 240_000);

  afterAll(async () => {
    await run?.end();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  it('leaves a platform that every service agrees on and whose stories are legal', async () => {
    expect(loaded.complaints).toBeGreaterThanOrEqual(COMPLAINTS);
    // Whole sets are cloned, of two complaints each.
    expect(loaded.complaints).toBeLessThan(COMPLAINTS + 4);
    expect(await verifyLoad(platform, loaded)).toHaveLength(6);
  });

  it('counts what it made as the services would have', async () => {
    await withConnection(platform.databaseUrls.analytics, async (client) => {
      const { rows } = await client.query<{ same: boolean }>(
        `select (select sum(count)::int from ${await tableWith(client, 'measure', 'count')} where measure = 'COMPLAINTS')
           = count(*) as same from ${await tableWith(client, 'complaint_id', 'fold')}`,
      );
      expect(rows).toEqual([{ same: true }]);
    });
    await withConnection(platform.databaseUrls.routing, async (client) => {
      const { rows } = await client.query(
        `select staff_id from ${await tableWith(client, 'staff_id', 'load')} as kept full join (
           select load_of as staff_id, count(*)::int as load from ${await tableWith(client, 'load_of')}
           where load_of is not null group by 1
         ) as counted using (staff_id)
         where coalesce(kept.load, 0) <> coalesce(counted.load, 0)`,
      );
      expect(rows).toEqual([]);
    });
  });

  it('makes complaints that people can go on with', async () => {
    const complaint = await withConnection(platform.databaseUrls.investigation, async (client) => {
      const { rows } = await client.query<{ id: string; handler: string }>(
        `select complaint_id as id, handler_id as handler from ${await tableWith(client, 'handler_id', 'closed_at')}
         where status = 'OPEN'
         order by opened_at desc, complaint_id desc limit 1`,
      );
      return rows[0];
    });
    const tokens = new TokenRing(platform.endpoints);
    const client = new RedressClient({ tokenOf: (who) => tokens.tokenOf(who) });
    try {
      const place = `${platform.urls.investigation}/v1/complaints/${complaint?.id}/investigation`;
      const handler = complaint?.handler ?? '';
      const upload = {
        fields: { provenance: 'COMPLAINANT', description: 'Photo' },
        fileName: 'photo.txt',
        mediaType: 'text/plain',
        content: 'A leak.',
      };
      const { evidenceId } = (
        await client.ask<{ evidenceId: string }>(handler, 'POST', `${place}/evidence`, { upload })
      ).body;
      const { etag } = await client.ask(handler, 'GET', place);
      const determined = await client.ask<{ stateSeq: number }>(handler, 'POST', `${place}/determination`, {
        etag,
        body: {
          verdict: 'VALID',
          reasonableness: 'DEMAND_REASONABLE',
          rootCause: 'MATERIAL',
          scope: 'One',
          responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
          findings: [{ text: 'It leaks.', evidenceIds: [evidenceId] }],
        },
      });
      expect(determined.status).toBe(201);
    } finally {
      await client.close();
    }
  }, 60_000);

  it('knows which tables of a service grow with complaints, those among them that name none', async () => {
    const growing = await withConnection(platform.databaseUrls.investigation, growingTables);
    const indirect = growing.filter(({ complaintId }) => complaintId !== 't.complaint_id');
    expect(growing.length).toBeGreaterThan(5);
    expect(indirect.map(({ written }) => written)).toEqual([expect.arrayContaining(['evidence_id', 'actor_id'])]);
  });

  it('knows which tables hold sums', async () => {
    const sums: string[] = [];
    for (const service of SERVICES) {
      for (const { sum } of await withConnection(platform.databaseUrls[service], summedTables)) sums.push(sum);
    }
    expect([...new Set(sums)].sort()).toEqual(['count', 'last', 'load', 'version']);
  });
});
