import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseInfrastructure, IMAGES, type Infrastructure, waitForBroker, withConnection } from './index';

/** Jest decides about skipping before anything asynchronous can run, so the engine is asked in a process of its own. */
const ASK = `
const { get } = require('node:http');
const images = ${JSON.stringify(Object.values(IMAGES))};
const ask = (image) => new Promise((resolve, reject) => get({ socketPath: '/var/run/docker.sock', path: '/images/' + image + '/json', timeout: 2000 },
  (answer) => (answer.statusCode === 200 ? resolve() : reject())).on('error', reject).on('timeout', reject));
Promise.all(images.map(ask)).then(() => process.exit(0), () => process.exit(1));
`;

function hasEngineWithImages(): boolean {
  try {
    execFileSync(process.execPath, ['-e', ASK], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

const canRun = hasEngineWithImages();
if (!canRun)
  console.warn('SKIPPED: servers in containers. No Docker engine with the images is here; everything else is tested.');

(canRun ? describe : describe.skip)('servers in containers', () => {
  let dataDir: string;
  let infrastructure: Infrastructure;
  const given = { ...process.env };

  beforeAll(async () => {
    for (const name of ['REDRESS_POSTGRES_URL', 'REDRESS_KAFKA_BROKERS', 'REDRESS_INFRASTRUCTURE'])
      delete process.env[name];
    dataDir = mkdtempSync(join(tmpdir(), 'redress-containers-'));
    infrastructure = await chooseInfrastructure({ purpose: 'test', dataDir });
  }, 240_000);

  afterAll(async () => {
    await infrastructure.stop();
    rmSync(dataDir, { recursive: true });
    process.env = given;
  });

  it('are what tests prefer', () => {
    expect(infrastructure.kind).toBe('docker');
    expect(infrastructure.kafka).toBeUndefined();
  });

  it('keep a role of a service in its own database', async () => {
    const own = await infrastructure.createDatabase('own_intake');
    const trespass = new URL(own);
    trespass.pathname = '/postgres';
    await expect(withConnection(trespass.toString(), (client) => client.query('SELECT 1'))).rejects.toMatchObject({
      code: '42501',
    });
    await expect(withConnection(own, (client) => client.query('SELECT 1'))).resolves.toBeDefined();
  });

  it('are found by the next suite and gone after the stop', async () => {
    const next = await chooseInfrastructure({ purpose: 'test', dataDir });
    expect({ brokers: next.brokers, url: next.postgresAdminUrl }).toEqual({
      brokers: infrastructure.brokers,
      url: infrastructure.postgresAdminUrl,
    });
    await next.stop();
    await expect(waitForBroker(infrastructure.brokers, 500)).rejects.toThrow(/in vain/);
    infrastructure = await chooseInfrastructure({ purpose: 'test', dataDir });
  }, 120_000);
});
