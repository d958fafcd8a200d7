import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { SERVICES } from '@redress/contracts';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const manifest = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly dependencies?: Record<string, string>;
    readonly exports?: Record<string, { readonly '@redress/source'?: string } | string>;
  };
const production = new Set(Object.keys(manifest('.').dependencies ?? {}));
const workspaces = new Map(
  ['libs', 'services', 'deploy', 'bench'].flatMap((top) =>
    readdirSync(join(root, top))
      .map((name) => `${top}/${name}`)
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map((folder) => [manifest(folder).name, folder] as const),
  ),
);

/** Every process of the image, and the command line. */
const ENTRY_POINTS = [
  ...SERVICES.flatMap((service) =>
    readdirSync(join(root, 'services', service, 'src'))
      .filter((name) => /^(\w+-)?main\.ts$/.test(name))
      .map((name) => `services/${service}/src/${name}`),
  ),
  'deploy/cli/src/main.ts',
  'deploy/local/src/compose/make-secrets.ts',
  'deploy/local/src/compose/provision.ts',
  'deploy/local/src/openid-provider/main-oidc.ts',
  'deploy/local/src/mail-catcher/main-mail.ts',
  'deploy/local/src/sms-catcher/main-sms.ts',
];

/** Loaded only when a caller asks for containers, which needs the development tree: nothing in the image does. */
const ON_REQUEST = new Map([['libs/infrastructure/src/containers.ts', /^(testcontainers|@testcontainers\/\w+)$/]]);

interface Reached {
  readonly module: string;
  readonly by: string;
}

/** Modules outside the repository that a process may load from here on, lazily loaded ones included. */
function reachedFrom(entry: string, seen: Set<string>): Reached[] {
  const file = join(root, entry);
  if (seen.has(entry)) return [];
  seen.add(entry);
  return loadedBy(file).flatMap((specifier) => {
    if (specifier.startsWith('.'))
      return reachedFrom(relative(root, sourceAt(resolve(dirname(file), specifier))), seen);
    const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
    const workspace = workspaces.get(name);
    if (workspace) return reachedFrom(exported(workspace, specifier.slice(name.length)), seen);
    return specifier.startsWith('node:') || builtinModules.includes(specifier) ? [] : [{ module: name, by: entry }];
  });
}

const loaded = new Map<string, string[]>();

/** What a file imports, requires or resolves, but for types, which leave nothing behind. */
function loadedBy(file: string): string[] {
  const known = loaded.get(file);
  if (known) return known;
  const specifiers: string[] = [];
  loaded.set(file, specifiers);
  const note = (literal: ts.Node | undefined): void => {
    if (literal && ts.isStringLiteralLike(literal)) specifiers.push(literal.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      if (!isOfTypes(node.importClause)) note(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node)) {
      if (!node.isTypeOnly) note(node.moduleSpecifier);
    } else if (ts.isCallExpression(node)) {
      const callee = node.expression.getText();
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword || /(^|\.)(require|resolve)$/.test(callee)) {
        const isPath = /(^|\.)resolve$/.test(callee) && !callee.startsWith('require.');
        if (!isPath) note(node.arguments[0]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return specifiers;
}

function isOfTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const { name, namedBindings } = clause;
  return (
    !name && !!namedBindings && ts.isNamedImports(namedBindings) && namedBindings.elements.every((e) => e.isTypeOnly)
  );
}

function sourceAt(path: string): string {
  const stem = path.replace(/\.js$/, '');
  const found = [`${stem}.ts`, join(stem, 'index.ts'), path].find(
    (candidate) => /\.\w+$/.test(candidate) && existsSync(candidate),
  );
  if (!found) throw new Error(`There is no source at ${path}`);
  return found;
}

function exported(workspace: string, subpath: string): string {
  const entry = manifest(workspace).exports?.[`.${subpath}`];
  const source = typeof entry === 'object' ? entry['@redress/source'] : undefined;
  if (!source) throw new Error(`${workspace} exports no source for .${subpath}`);
  return join(workspace, source);
}

describe('a tree without development dependencies', () => {
  it.each(ENTRY_POINTS)('has every module that %s may load', (entry) => {
    const missing = reachedFrom(entry, new Set()).filter(
      ({ module, by }) => !production.has(module) && !ON_REQUEST.get(by)?.test(module),
    );

    expect(missing).toEqual([]);
  });

  it('is searched through libraries, by lazy imports, down to the drivers', () => {
    const modules = (entry: string) => reachedFrom(entry, new Set()).map(({ module }) => module);

    expect(modules('services/analytics/src/main.ts')).toEqual(
      expect.arrayContaining(['@nestjs/core', 'kafkajs', 'pg']),
    );
    expect(modules('services/analytics/src/rebuild-main.ts')).toEqual(
      expect.arrayContaining(['pg', 'pg-copy-streams']),
    );
  });

  it('knows every process that compose starts', () => {
    const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
    const started = [...compose.matchAll(/"((?:services|deploy)\/[\w/-]+)\.js"/g)].map(([, path]) =>
      `${path}.ts`.replace('/dist/', '/src/'),
    );

    expect(started.length).toBeGreaterThan(SERVICES.length);
    expect(ENTRY_POINTS).toEqual(expect.arrayContaining(started));
  });
});
