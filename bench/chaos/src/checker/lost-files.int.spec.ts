import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { withConnection } from '@redress/infrastructure';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@redress/contracts';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { findLostFiles } from './lost-files';

const COMPLAINT = '019a9d6e-7a00-7000-8000-0000000000c1';
const KEPT = '019a9d6e-7a00-7000-8000-0000000000e1';
const NO_FILE = '019a9d6e-7a00-7000-8000-0000000000e3';
const GONE = '019a9d6e-7a00-7000-8000-0000000000e2';

describe('files that rows name', () => {
  let suite: TestSuite;
  let directory: string;

  beforeAll(async () => {
    suite = await testInfrastructure();
    directory = mkdtempSync(join(tmpdir(), 'redress-files-'));
  }, 240_000);

  afterAll(async () => {
    await suite.cleanup();
    rmSync(directory, { recursive: true, force: true });
  }, 30_000);

  it('are missed when the store does not hold them', async () => {
    const urls = {
      intake: await suite.databaseUrl('intake'),
      investigation: await suite.databaseUrl('investigation'),
      resolution: await suite.databaseUrl('resolution'),
    } as Record<ServiceName, string>;
    await withConnection(urls.intake, async (client) => {
      await client.query('create table complaint_attachment (attachment_id uuid, complaint_id uuid)');
      await client.query('insert into complaint_attachment values ($1, $2)', [KEPT, COMPLAINT]);
    });
    await withConnection(urls.investigation, async (client) => {
      await client.query('create table evidence_item (evidence_id uuid, complaint_id uuid, kind text)');
      await client.query(`insert into evidence_item values ($1, $3, 'FILE'), ($2, $3, 'FILE'), ($4, $3, 'STATEMENT')`, [
        KEPT,
        GONE,
        COMPLAINT,
        NO_FILE,
      ]);
    });
    await withConnection(urls.resolution, async (client) => {
      await client.query('create table resolution_plan (plan_id int, revision int, complaint_id uuid)');
      await client.query('create table remedy_line (plan_id int, revision int, evidence_id uuid)');
      await client.query('insert into resolution_plan values (1, 1, $1)', [COMPLAINT]);
      await client.query('insert into remedy_line values (1, 1, $1), (1, 1, null)', [KEPT]);
      await client.query('create table offer_answer (scan_id uuid, complaint_id uuid)');
      await client.query('insert into offer_answer values ($1, $2), (null, $2)', [GONE, COMPLAINT]);
    });
    for (const service of ['intake', 'investigation', 'resolution']) {
      mkdirSync(join(directory, service, 'e1'), { recursive: true });
      writeFileSync(join(directory, service, 'e1', KEPT), 'sealed');
    }

    expect(await findLostFiles(urls, directory)).toEqual([
      `file ${GONE} of ${COMPLAINT} in investigation`,
      `file ${GONE} of ${COMPLAINT} in resolution`,
    ]);
  }, 30_000);
});
