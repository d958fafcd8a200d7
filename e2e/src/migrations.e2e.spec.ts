import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { testInfrastructure, type TestSuite } from '@redress/testing';

const CLI = join(workspaceRoot(), 'node_modules/typeorm/cli.js');
const run = promisify(execFile);

describe("TypeORM's command line on the data source of a service", () => {
  let suite: TestSuite;

  beforeAll(async () => {
    suite = await testInfrastructure();
  }, 240_000);

  afterAll(() => suite.cleanup());

  const typeorm = async (service: ServiceName, command: 'show' | 'run' | 'revert') => {
    const dataSource = join(workspaceRoot(), 'services', service, 'dist/data-source.js');
    const { stdout } = await run(process.execPath, [CLI, `migration:${command}`, '-d', dataSource], {
      env: { ...process.env, REDRESS_DATABASE_URL: await suite.databaseUrl(service) },
    });
    return stdout;
  };
  const marks = async (service: ServiceName) => {
    const shown = [...(await typeorm(service, 'show')).matchAll(/\[([X ])\]/g)].map(([, mark]) => mark);
    return {
      applied: shown.filter((mark) => mark === 'X').length,
      missing: shown.filter((mark) => mark === ' ').length,
    };
  };

  it('shows, runs and reverts its migrations', async () => {
    const { applied, missing } = await marks('intake');
    expect(applied).toBe(0);
    expect(missing).toBeGreaterThan(1);

    await typeorm('intake', 'run');
    expect(await marks('intake')).toEqual({ applied: missing, missing: 0 });

    await typeorm('intake', 'revert');
    expect(await marks('intake')).toEqual({ applied: missing - 1, missing: 1 });
  }, 300_000);

  it.each(SERVICES.filter((service) => service !== 'intake'))('knows the migrations of %s', async (service) => {
    expect(await marks(service)).toEqual({ applied: 0, missing: expect.any(Number) });
  });
});
