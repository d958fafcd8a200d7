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
/** What runs a command or a query, whichever door it came through. */
const commands = product.filter(
  (path) =>
    path.startsWith('services/') &&
    (path.includes('/domain/') || /(\.handler|\.query|\.consumer|-desk|-commands|-judge)\.ts$/.test(path)),
);

const exportsOf = (name: string): Record<string, { '@redress/source'?: string }> =>
  (JSON.parse(textOf(`libs/${name}/package.json`)) as { exports: Record<string, { '@redress/source'?: string }> })
    .exports;

/** The file that an import leads to; undefined for packages that are not ours. */
function targetOf(from: string, specifier: string): string | undefined {
  const own = /^@redress\/([a-z-]+)(?:\/(.+))?$/.exec(specifier);
  if (own) {
    const source = exportsOf(own[1] as string)[own[2] ? `./${own[2]}` : '.']?.['@redress/source'];
    return source && join('libs', own[1] as string, source);
  }
  if (!specifier.startsWith('.')) return undefined;
  const base = join(dirname(from), specifier);
  return [`${base}.ts`, join(base, 'index.ts')].find((path) => existsSync(join(root, path)));
}

/** What a file needs at run time: its imports and exports without those of types alone. */
function importsOf(path: string): string[] {
  const statements = textOf(path).matchAll(/^(?:import|export) (?!type\b)(?:([^;']*?) from )?'([^']+)';/gm);
  return [...statements].flatMap(([, names = '', specifier = '']) => {
    const listed = /^\{([^}]*)\}$/
      .exec(names.trim())?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    if (listed?.every((name) => name.trim().startsWith('type '))) return [];
    return targetOf(path, specifier) ?? [];
  });
}

/** The way from one file to another over what is loaded; empty when there is none. */
function pathTo(from: string, to: string): string[] {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  for (const path of before.keys()) {
    if (path === to) {
      const steps: string[] = [];
      for (let step: string | undefined = path; step; step = before.get(step)) steps.unshift(step);
      return steps;
    }
    for (const next of importsOf(path)) if (!before.has(next)) before.set(next, path);
  }
  return [];
}

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

  it('names no table of a service in the bench, which finds tables by what they hold', () => {
    const made = sources
      .filter((path) => /^(libs|services)\//.test(path) && !isSpec(path) && /migration|tables/.test(basename(path)))
      .flatMap((path) => [
        ...textOf(path).matchAll(/\bcreate (?:unlogged )?table (?:if not exists )?(?:\$\{\w+\}\.)?"?(\w+)/gi),
      ])
      .map(([, name]) => name);
    const names = [...new Set(made)].join('|');

    expect(made.length).toBeGreaterThan(30);
    expect(
      offenders(
        sources.filter((path) => /^bench\/(performance|workload)\//.test(path)),
        new RegExp(`\\b(from|join|into|update|table|vacuum|copy|like)\\s+"?(${names})\\b|['"\`](${names})['"\`]`),
      ),
    ).toEqual([]);
  });

  it('leaves no TODO behind', () => {
    expect(
      offenders(
        sources.filter((path) => path !== 'e2e/src/architecture.unit.spec.ts'),
        /\b(TODO|FIXME|XXX|HACK)\b/,
      ),
    ).toEqual([]);
  });
});

/** Folders of a service below `src`, each with those that it imports from, types included; tables have the types of all. */
function foldersOf(service: string): Map<string, Set<string>> {
  const folderOf = (path: string) => new RegExp(`^services/${service}/src/([a-z-]+)/`).exec(path)?.[1];
  const folders = new Map<string, Set<string>>();
  for (const path of product) {
    const folder = folderOf(path);
    if (!folder || folder === 'database') continue;
    const imported = folders.get(folder) ?? new Set();
    for (const [, specifier = ''] of textOf(path).matchAll(/ from '(\.[^']+)';/g)) {
      const other = folderOf(targetOf(path, specifier) ?? '');
      if (other && other !== folder && other !== 'database') imported.add(other);
    }
    folders.set(folder, imported);
  }
  return folders;
}

describe('borders that Nx cannot see', () => {
  it.each(SERVICES)('folders of %s import from each other in one direction', (service) => {
    const left = foldersOf(service);
    expect(left.size).toBeGreaterThan(0);

    for (let found = true; found;) {
      const last = [...left].find(([, imported]) => ![...imported].some((folder) => left.has(folder)));
      found = last !== undefined && left.delete(last[0]);
    }

    expect([...left.keys()]).toEqual([]);
  });

  it('domain folders know no framework, no database and no broker', () => {
    expect(domain.length).toBeGreaterThan(0);
    expect(
      offenders(
        domain,
        /^(import|export) [^;]*from '(@nestjs|typeorm|kafkajs|pg|fastify|@redress\/(persistence|outbox|messaging|http|service-host|lifecycle))/m,
      ),
    ).toEqual([]);
  });

  it('handlers, queries, desks and domain folders know neither HTTP nor the shapes of its bodies, types included', () => {
    expect(commands.length).toBeGreaterThan(domain.length);
    expect(offenders(commands, /from '(@redress\/http|@redress\/attachments\/http|[^']*\.dto)'/)).toEqual([]);
  });

  it('running a handler loads no HTTP: nothing that one imports leads to libs/http', () => {
    const wayToHttp = (path: string) => pathTo(path, 'libs/http/src/index.ts');
    const [controller] = product.filter((path) => /^services\/.*\.controller\.ts$/.test(path));

    expect(commands.map(wayToHttp).filter((steps) => steps.length > 0)).toEqual([]);
    expect(wayToHttp(controller as string)).not.toEqual([]);
  });

  it('controllers take the rights of their endpoints from the one table', () => {
    const controllers = product.filter((path) => path.startsWith('services/') && path.endsWith('.controller.ts'));

    expect(controllers.length).toBeGreaterThan(0);
    expect(offenders(controllers, /\baccess: (?!ACCESS\.)/)).toEqual([]);
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
        /KeyRing|Vault|dossier/,
      ),
    ).toEqual([]);
  });
});
