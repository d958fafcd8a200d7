import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { citationsIn, coverageOf, coveragePage } from './coverage-page';

const root = resolve(__dirname, '../..');
const coverage = coverageOf(root);

describe('docs/coverage.md', () => {
  it('is current: write it with npm run contracts', () => {
    expect(readFileSync(join(root, 'docs/coverage.md'), 'utf8')).toBe(coveragePage(coverage));
  });

  it('has a row for each requirement, shown or not yet', () => {
    const rows = coveragePage(coverage)
      .split('\n')
      .filter((line) => /^\| (?:[A-Z]{2}-\d{2}|[TD]\d+) \|/.test(line));

    expect(rows.length).toBe(coverage.length);
    expect(coverage.length).toBeGreaterThan(400);
    expect(rows.filter((row) => row.endsWith('| not yet |')).length).toBe(
      coverage.filter(({ isNotBuilt, tests, steps }) => isNotBuilt || tests.length + steps.length === 0).length,
    );
  });

  it('takes ids from titles and from comments above tests, ranges included, and no others', () => {
    const found = citationsIn(
      [
        '  // RG-02, CL-11..13',
        "  it('gives numbers', () => {",
        "    const id = 'RG-7' + '7';",
        "  it('walks T9', () => {",
        '  /** T1 to T3 */',
        '  test.each([1])(',
        "    'each of them',",
      ].join('\n'),
    );

    expect(found).toEqual([
      { ids: ['CL-11', 'CL-12', 'CL-13', 'RG-02'], title: 'gives numbers' },
      { ids: ['T9'], title: 'walks T9' },
      { ids: ['T1', 'T2', 'T3'], title: 'each of them' },
    ]);
  });

  it('knows no step that shows what is marked as not built', () => {
    expect(
      coverage
        .filter(({ isNotBuilt, steps }) => isNotBuilt && steps.length > 0)
        .map(({ id, steps }) => `${id}: ${steps.map(({ where }) => where).join(', ')}`),
    ).toEqual([]);
  });

  it('counts no step that is still to come', () => {
    const shown = coverage.flatMap(({ steps }) => steps.map(({ what }) => what));

    expect(shown).toContain('The handler drafts a plan with its basis and dates');
    expect(shown).not.toContain('The share of complaints by mis-click');
    expect(coverage.find(({ id }) => id === 'RC-01')?.steps).toEqual([]);
  });
});
