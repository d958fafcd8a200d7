import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

/** A package that the product is run with. */
export interface Licensed {
  readonly name: string;
  readonly version: string;
  /** As the package says it, SPDX; undefined when it says nothing. */
  readonly licence: string | undefined;
}

export const LICENCES_PAGE = 'docs/licences.md';

/** Licences that ask for no more than their notice; any other is looked at by a person before it is added here. */
const KNOWN = [
  '0BSD',
  'Apache-2.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Of fonts: in documents they may be used freely, and with software be passed on.
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
];

/** All production dependencies, those of other systems included, by the lock file. */
export function productionLicences(root: string): Licensed[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  const found = new Map<string, Licensed>();
  for (const [path, { version, license, dev, link }] of Object.entries(packages)) {
    const at = path.lastIndexOf('node_modules/');
    if (at < 0 || dev || link || version === undefined) continue;
    const name = path.slice(at + 'node_modules/'.length);
    found.set(`${name}@${version}`, { name, version, licence: license ?? licenceIn(join(root, path)) });
  }
  return [...found.values()].toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Those whose licence has not been looked at yet. */
export function unknownLicences(packages: readonly Licensed[]): Licensed[] {
  // Of alternatives (`A OR B`) one known licence is enough; of `A AND B` all must be.
  const isKnown = (licence: string): boolean =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((each) => KNOWN.includes(each.trim())));
  return packages.filter(({ licence }) => licence === undefined || !isKnown(licence));
}

/** The page {@link LICENCES_PAGE}. */
export function licencesPage(packages: readonly Licensed[]): string {
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence ?? 'unknown'} |`);
  return [
    '# Licences',
    '',
    'The packages that Redress is run with, from the lock file. Written by `npm run audit:all -- --write`; a test compares it.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Some packages name their licence in another place than the lock file reads. */
function licenceIn(folder: string): string | undefined {
  try {
    const { license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly license?: string | { readonly type: string };
      readonly licenses?: readonly { readonly type: string }[];
    };
    const named = typeof license === 'string' ? license : license?.type;
    return named ?? licenses?.map(({ type }) => type).join(' OR ') ?? titleOf(join(folder, 'LICENSE'));
  } catch {
    return undefined;
  }
}

/** By the title of the text itself, for packages that name no licence anywhere else. */
function titleOf(file: string): string | undefined {
  return /^(?:The )?MIT License/.test(readFileSync(file, 'utf8')) ? 'MIT' : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
