import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SERVICES } from '@redress/contracts';

const root = resolve(__dirname, '../..');

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));

const sources = tracked.filter((path) => /^(libs|services|deploy|e2e|bench)\/.*\.ts$/.test(path));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const offenders = (paths: readonly string[], pattern: RegExp) => paths.filter((path) => pattern.test(textOf(path)));
const isSpec = (path: string) => path.endsWith('.spec.ts') || /^services\/[a-z]+\/src\/testing\//.test(path);
const product = sources.filter((path) => !isSpec(path) && /^(libs|services)\//.test(path));
const domain = product.filter((path) => path.includes('/domain/'));

describe('the shape of the repository', () => {
  it('has the fixed top-level folders and nothing beside them', () => {
    const folders = new Set(tracked.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));

    expect([...folders].sort()).toEqual(
      [
        ...new Set([
          '.ci',
          'deploy',
          'docs',
          'e2e',
          'libs',
          'samples',
          'services',
          ...(folders.has('bench') ? ['bench'] : []),
        ]),
      ].sort(),
    );
  });

  it('names nothing common, utils, helpers or manager', () => {
    const names = new Set(tracked.flatMap((path) => [basename(path), ...dirname(path).split('/')]));

    expect(
      [...names].filter(
        (name) =>
          /^(common|utils?|helpers?|managers?|misc)([.-]|$)/i.test(name) ||
          /[.-](utils?|helpers?|manager)\.ts$/i.test(name),
      ),
    ).toEqual([]);
  });

  it.each(SERVICES)(
    '%s lists what it reacts to on one page, has hand-written migrations and says what it is',
    (service) => {
      expect(tracked).toEqual(
        expect.arrayContaining([
          `services/${service}/src/subscriptions.ts`,
          `services/${service}/src/main.ts`,
          `services/${service}/README.md`,
        ]),
      );
      expect(
        tracked.filter((path) => path.startsWith(`services/${service}/src/database/`) && path.includes('migration')),
      ).not.toEqual([]);
    },
  );

  it('leaves no TODO behind', () => {
    expect(
      offenders(
        sources.filter((path) => path !== 'e2e/src/architecture.unit.spec.ts'),
        /\b(TODO|FIXME|XXX|HACK)\b/,
      ),
    ).toEqual([]);
  });
});

describe('borders that Nx cannot see', () => {
  it('domain folders know no framework, no database and no broker', () => {
    expect(domain.length).toBeGreaterThan(0);
    expect(
      offenders(
        domain,
        /^import (?!type)[^;]*from '(@nestjs|typeorm|kafkajs|pg|fastify|@redress\/(persistence|outbox|messaging|http|service-host|lifecycle))/m,
      ),
    ).toEqual([]);
  });

  // architecture 5.7
  it('domain folders are given the time', () => {
    expect(offenders(domain, /new Date\(\)|Date\.now\(\)/)).toEqual([]);
  });

  // architecture 3.1
  it('only libs/lifecycle writes state events', () => {
    expect(
      offenders(product, /\.encodeMove\(|\.admitMover\(/).filter((path) => !/^libs\/(lifecycle|outbox)\//.test(path)),
    ).toEqual([]);
  });

  it('nobody but the relay takes rows out of the outbox, and nobody but libs/outbox and the register puts rows in', () => {
    expect(offenders(product, /delete from outbox\b/i).filter((path) => !path.startsWith('libs/outbox/'))).toEqual([]);
    expect(
      offenders(product, /insert into outbox\b/i).filter((path) => !/^(libs\/outbox|services\/intake)\//.test(path)),
    ).toEqual([]);
  });

  it('product code imports no testing library, and services import no service', () => {
    expect(
      offenders(
        product.filter((path) => !/^libs\/(testing|service-testing|infrastructure)\//.test(path)),
        /from '@redress\/(testing|service-testing|infrastructure)'/,
      ),
    ).toEqual([]);
    expect(
      SERVICES.flatMap((service) =>
        offenders(
          sources.filter((path) => !path.startsWith(`services/${service}/`)),
          new RegExp(`from '(@redress/${service}|.*services/${service}/)`),
        ),
      ),
    ).toEqual([]);
  });

  // contracts, section 4
  it('analytics is never given the key ring', () => {
    expect(
      offenders(
        product.filter((path) => path.startsWith('services/analytics/')),
        /KeyRing|\bVault\b|dossier/,
      ),
    ).toEqual([]);
  });
});
