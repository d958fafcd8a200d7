import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ASVS_CONTROLS } from './asvs-controls';

const root = resolve(__dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

interface Row {
  readonly control: string;
  readonly level: string;
  readonly asks: string;
  readonly state: string;
  readonly proof: string;
}

const STATE = /^(?:met|partly|not yet|n\/a: \S.*)$/;
const page = textOf('docs/security.md');
const rows = page
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line): Row => {
    const [control = '', level = '', asks = '', state = '', proof = ''] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { control, level, asks, state, proof };
  });

/** A title, or the path before it; code that is no path stands in neither. */
const PARTS = /`([\w.@-]+(?:\/[\w.@-]+)+|[\w.-]+\.(?:md|yml|json)|Dockerfile|\.dockerignore)`|“([^”]+)”/g;

/** Files and titles that a proof names, each title with the file before it. */
function namedIn(proof: string): { files: string[]; titles: { file: string | undefined; title: string }[] } {
  const files: string[] = [];
  const titles: { file: string | undefined; title: string }[] = [];
  for (const [, file, title] of proof.matchAll(PARTS)) {
    if (file !== undefined) files.push(file);
    else if (title !== undefined) titles.push({ file: files.at(-1), title });
  }
  return { files, titles };
}

/** Whether a test of the file has the title, written as its source has it. */
function hasTest(file: string, title: string): boolean {
  const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\(\\s*(['"\`])${quoted}\\1,`).test(textOf(file));
}

describe('docs/security.md', () => {
  it('has every control of levels 1 and 2 once, with its level', () => {
    const asked = ([1, 2] as const).flatMap((level) => ASVS_CONTROLS[level].map((control) => `${control} ${level}`));

    expect(asked).toHaveLength(253);
    expect(new Set(asked).size).toBe(253);
    expect(rows.map(({ control, level }) => `${control} ${level}`).sort()).toEqual(asked.sort());
  });

  it('says of each what it asks for, one of the four states, and why nothing applies', () => {
    expect(rows.filter(({ asks, state }) => asks.length < 3 || asks.length > 60 || !STATE.test(state))).toEqual([]);
  });

  it('names a file for all that is met or partly met, and what is missing for all that is not', () => {
    const bare = rows.filter(({ state, proof }) => {
      if (state === 'met') return namedIn(proof).files.length === 0 && !/\]\(#/.test(proof);
      // After the last file or title come the words.
      if (state === 'partly') return !/[a-z]{3}[^`“”]*$/.test(proof.replaceAll(PARTS, '`'));
      return state === 'not yet' && !/[a-z]{3}/.test(proof);
    });

    expect(bare).toEqual([]);
  });

  it('names files that exist and tests that they hold', () => {
    const lost = rows.flatMap(({ control, proof }) => {
      const { files, titles } = namedIn(proof);
      return [
        ...files.filter((file) => !existsSync(join(root, file))).map((file) => `${control}: ${file}`),
        ...titles
          .filter(({ file }) => file === undefined || !existsSync(join(root, file)) || !file.endsWith('.spec.ts'))
          .map(({ title }) => `${control}: no test file before “${title}”`),
        ...titles
          .filter(
            ({ file, title }) => file?.endsWith('.spec.ts') && existsSync(join(root, file)) && !hasTest(file, title),
          )
          .map(({ file, title }) => `${control}: ${file} has no “${title}”`),
      ];
    });

    expect(lost).toEqual([]);
  });

  it('sums the states as they are', () => {
    const count = (state: string, level: string) =>
      rows.filter((row) => row.level === level && row.state.split(':', 1)[0] === state).length;

    for (const state of ['met', 'partly', 'not yet', 'n/a']) {
      expect(page).toContain(`| ${state} | ${count(state, '1')} | ${count(state, '2')} |`);
    }
  });

  it('is found from README and SECURITY.md', () => {
    expect(textOf('README.md')).toContain('(docs/security.md)');
    expect(textOf('SECURITY.md')).toContain('(docs/security.md)');
  });

  it('would be found out: a control twice, a title that is not there, a file that is not there', () => {
    const here = 'e2e/src/security-page.unit.spec.ts';

    expect(namedIn(`\`${here}\` “sums the states as they are” “b”; as \`npm run audit:all\``)).toEqual({
      files: [here],
      titles: [
        { file: here, title: 'sums the states as they are' },
        { file: here, title: 'b' },
      ],
    });
    expect([hasTest(here, 'sums the states as they are'), hasTest(here, 'sums the states')]).toEqual([true, false]);
    expect(STATE.test('n/a')).toBe(false);
  });
});
