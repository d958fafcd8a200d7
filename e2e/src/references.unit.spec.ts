import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const thisFile = 'e2e/src/references.unit.spec.ts';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && path !== thisFile && existsSync(join(root, path)));

/** Everything that people write. JSON is generated from it, and samples are words of complainants. */
const written = tracked.filter((path) => /\.(ts|md|ya?ml|mjs|cjs)$/.test(path));
const specs = tracked.filter((path) => path.endsWith('.spec.ts'));

const domain = textOf('docs/domain.md');
const architecture = textOf('docs/architecture.md');
const contracts = textOf('docs/contracts.md');
const lifecycle = textOf('docs/lifecycle.md');

interface Row {
  readonly key: string;
  readonly cells: readonly string[];
  /** The cell of the column `state`; undefined where the table has none. */
  readonly state: string | undefined;
}

const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The rows of all tables of a page. */
function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  let stateAt: number | undefined;
  let inTable = false;
  for (const line of page.split('\n')) {
    if (!line.startsWith('|')) {
      inTable = false;
      continue;
    }
    const cells = cellsOf(line);
    if (!inTable) {
      const at = cells.findLastIndex((cell) => cell === 'state' || cell === 'state of the code');
      stateAt = at < 1 ? undefined : at;
      inTable = true;
    } else if (!/^[-: ]+$/.test(cells[0] ?? '')) {
      rows.push({ key: cells[0] ?? '', cells, state: stateAt === undefined ? undefined : cells[stateAt] });
    }
  }
  return rows;
}

/** Numbered points below headings `## 5.`, as `5.3`, with the mark at their end. */
function pointsOf(page: string): Map<string, string | undefined> {
  const points = new Map<string, string | undefined>();
  let section = '';
  for (const line of page.split('\n')) {
    section = /^## (\d+)\./.exec(line)?.[1] ?? section;
    const point = /^(\d+)\. /.exec(line)?.[1];
    if (point !== undefined) points.set(`${section}.${point}`, / — \*([^*]+)\*$/.exec(line)?.[1]);
  }
  return points;
}

const headingsOf = (page: string) =>
  new Set([...page.matchAll(/^#{2,3} (\d+(?:\.\d+|[a-z])?)[. ]/gm)].map(([, id]) => id));

const domainRows = rowsOf(domain);
const architectureRows = rowsOf(architecture);
const points = pointsOf(architecture);
const idPattern = /^(?:[A-Z]{2}-\d{2}|[TD]\d{1,2})$/;
const defined = new Set(
  [...domainRows, ...architectureRows].map((row) => row.key).filter((key) => idPattern.test(key)),
);
const prefixes = [...new Set([...defined].filter((id) => id.includes('-')).map((id) => id.slice(0, 2)))].join('|');

const sections = {
  domain: headingsOf(domain),
  architecture: new Set([...headingsOf(architecture), ...points.keys()]),
  contracts: headingsOf(contracts),
};
const decisions = new Set(
  tracked.map((path) => /^docs\/adr\/0*(\d+)-/.exec(path)?.[1]).filter((number) => number !== undefined),
);

/** References that a line makes, each with whether it resolves. */
function referencesIn(line: string): { readonly name: string; readonly resolves: boolean }[] {
  const found: { name: string; resolves: boolean }[] = [];
  const look = (pattern: RegExp, resolves: (match: RegExpMatchArray) => boolean) => {
    for (const match of line.matchAll(pattern)) found.push({ name: match[0], resolves: resolves(match) });
  };
  look(new RegExp(`(?<![\\w-])(?:${prefixes})-\\d{2}(?![\\w-])`, 'g'), ([id]) => defined.has(id));
  // CL-11..13
  look(new RegExp(`(?<![\\w-])(${prefixes})-\\d{2}\\.\\.(\\d{2})(?!\\w)`, 'g'), ([, prefix, end]) =>
    defined.has(`${prefix}-${end}`),
  );
  look(/(?<![\w}])[TD][1-9]\d?(?![\w:])/g, ([id]) => defined.has(id));
  look(/\barchitecture,? (?:section )?(\d+(?:\.\d+)?)/g, ([, id]) => sections.architecture.has(id));
  look(/\barchitecture,? decision (\d+)/g, ([, number]) => sections.architecture.has(`5.${number}`));
  look(/\bcontracts,? section (\d+)/g, ([, id]) => sections.contracts.has(id));
  look(/\bdomain(?: reference)?,? (?:section )?(\d+(?:\.\d+|[a-z]\b)?)/g, ([, id]) => sections.domain.has(id));
  look(/\bADR (\d+)/g, ([, number]) => decisions.has(number ?? ''));
  // Pages that this repository does not have.
  look(/\b(?:console|structure|stack|style|scenarios|cost|typeorm)(?:\.md(?!\w)|, (?:section )?\d)/g, ([name]) =>
    existsSync(join(root, 'docs', name)),
  );
  return found;
}

/** Ids and sections that stand in the title of a test or in a comment of its file. */
const cited = new Set(
  specs.flatMap((path) =>
    textOf(path)
      .split('\n')
      .filter((line) => /^\s*(?:\/\/|\/?\*)/.test(line) || /\b(?:describe|it|test)(?:\.each)?\b/.test(line))
      .flatMap((line) => referencesIn(line).map((reference) => reference.name)),
  ),
);

const isBuilt = (mark: string | undefined) => mark !== undefined && /^(?:built$|partly: )/.test(mark);
const isMark = (mark: string | undefined) =>
  mark !== undefined && /^(?:built|partly: .+|not built(?:: .+)?|outside software)$/.test(mark);

describe('references to the pages under docs/', () => {
  it('resolve, wherever they stand', () => {
    const lost = written.flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, index) =>
          referencesIn(line)
            .filter((reference) => !reference.resolves)
            .map((reference) => `${path}:${index + 1}: ${reference.name}`),
        ),
    );

    expect(lost).toEqual([]);
  });

  it('are seen by this test', () => {
    const names = referencesIn(
      'RG-02, CL-11..13, T22, D6; architecture 5.3, architecture, section 4, contracts, section 1, domain reference 2.1, ADR 8',
    );

    expect(names.every((reference) => reference.resolves)).toBe(true);
    expect(names).toHaveLength(10);
    expect(
      referencesIn(
        'RG-99, CL-11..99, T77, D11, architecture 5.99, contracts, section 77, domain 9.9, ADR 999, console, 4.1',
      ).filter((reference) => reference.resolves),
    ).toEqual([expect.objectContaining({ name: 'CL-11' })]);
  });

  it('lead to files that exist, where pages link to each other', () => {
    const broken = tracked
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...textOf(path).matchAll(/\]\(((?!https?:|#)[^)\s]+)\)/g)]
          .map(([, target]) => (target ?? '').replace(/#.*$/, ''))
          .filter((target) => !existsSync(join(root, dirname(path), target)))
          .map((target) => `${path}: ${target}`),
      );

    expect(broken).toEqual([]);
  });
});

describe('what the pages under docs/ promise', () => {
  it('is each defined once', () => {
    const keys = [...domainRows, ...architectureRows]
      .filter((row) => row.state !== undefined && idPattern.test(row.key))
      .map((row) => row.key);

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.length).toBeGreaterThan(300);
  });

  it('is marked as built, partly built or not built', () => {
    expect(
      [...domainRows, ...architectureRows]
        .filter((row) => row.state !== undefined && !isMark(row.state))
        .map((row) => `${row.key}: ${row.state}`),
    ).toEqual([]);
    expect([...points].filter(([, mark]) => !isMark(mark)).map(([id]) => `architecture ${id}`)).toEqual([]);
    expect(
      contracts.split('\n').filter((line) => line.startsWith('- ') && !isMark(/ — \*([^*]+)\*$/.exec(line)?.[1])),
    ).toEqual([]);
  });

  it('has a test that cites it where it is marked as built', () => {
    const promised = [
      ...[...domainRows, ...architectureRows]
        .filter((row) => idPattern.test(row.key) && isBuilt(row.state))
        .map((row) => row.key),
      ...[...points].filter(([, mark]) => isBuilt(mark)).map(([id]) => `architecture ${id}`),
      ...contracts
        .split(/^## /m)
        .filter((section) => / — \*(?:built|partly: [^*]+)\*$/m.test(section))
        .flatMap((section) => /^(\d+)\./.exec(section)?.[1] ?? [])
        .map((id) => `contracts, section ${id}`),
    ];

    expect(promised.filter((name) => !cited.has(name))).toEqual([]);
  });

  it('is cited by no test where it is marked as not built', () => {
    // The custody table says which transitions are built, see below; tests of it name others too.
    const unbuilt = [...domainRows, ...architectureRows]
      .filter((row) => idPattern.test(row.key) && !row.key.startsWith('T') && row.state === 'not built')
      .map((row) => row.key);

    expect(unbuilt.filter((name) => cited.has(name))).toEqual([]);
  });
});

describe('marks that the code proves', () => {
  const madeTransitions = new Set(
    rowsOf(lifecycle)
      .filter((row) => /^T\d+$/.test(row.key) && row.cells.at(-1) === 'yes')
      .map((row) => row.key),
  );
  const transitions = domainRows.filter((row) => /^T\d+$/.test(row.key) && row.state !== undefined);

  it('are those of the custody table for transitions', () => {
    expect(transitions.length).toBeGreaterThanOrEqual(43);
    expect(transitions.filter((row) => isBuilt(row.state)).map((row) => row.key)).toEqual(
      transitions.map((row) => row.key).filter((id) => madeTransitions.has(id)),
    );
  });

  it('are those of the transitions for states', () => {
    const reached = new Set(
      rowsOf(lifecycle)
        .filter((row) => madeTransitions.has(row.key))
        .flatMap((row) => (row.cells[3] ?? '').split(', ')),
    );
    const states = domainRows.filter((row) => /^[A-Z_]{5,}$/.test(row.key) && row.cells.length === 6);

    expect(states.length).toBeGreaterThanOrEqual(22);
    expect(states.filter((row) => isBuilt(row.state)).map((row) => row.key)).toEqual(
      states.map((row) => row.key).filter((state) => reached.has(state)),
    );
  });

  it('are those of the shipped packs for clocks', () => {
    const packs = tracked.filter((path) => /^libs\/policy\/packs\/.*\.yaml$/.test(path));
    const shipped = new Set(
      packs.flatMap((path) => [...textOf(path).matchAll(/^ {2}- code: ([A-Z0-9_]+)/gm)].map(([, code]) => code)),
    );
    const clocks = domainRows.filter((row) => row.cells.length === 7 && /^[A-Z0-9_]{5,}/.test(row.key));

    expect(clocks.length).toBeGreaterThan(40);
    expect(clocks.filter((row) => isBuilt(row.state) !== shipped.has(row.key.split(' ')[0] ?? ''))).toEqual([]);
  });

  it('are those of the declarations for topics', () => {
    const declared = new Set(
      [...textOf('docs/events.md').matchAll(/^\| `([a-z.]+\.v\d)` \|/gm)].map(([, name]) => name),
    );
    const topics = architectureRows.filter((row) => /^`[a-z.]+\.v\d`/.test(row.key));

    expect(topics.length).toBeGreaterThan(9);
    for (const row of topics) {
      for (const [, name] of row.key.matchAll(/`([^`]+)`/g)) {
        expect({ name, state: row.state }).toEqual({ name, state: declared.has(name) ? 'built' : 'not built' });
      }
    }
  });

  it('are those of the code lists for taxonomies', () => {
    const code = tracked
      .filter((path) => /^libs\/(?:contracts\/src\/.*(?<!\.spec)\.ts|policy\/packs\/.*\.yaml)$/.test(path))
      .map(textOf)
      .join('\n');
    const taxonomies = domainRows.filter(
      (row) => row.cells.length === 3 && /^[A-Z][a-z]+[A-Z]\w+/.test(row.key) && row.state === 'built',
    );
    const missing = taxonomies.flatMap((row) =>
      [...(row.cells[1] ?? '').matchAll(/\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*\b/g)]
        .map(([name]) => name)
        .filter((name) => name.length > 3 && !new RegExp(`\\b${name}\\b`).test(code)),
    );

    expect(taxonomies.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });
});
