import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import { runCli } from '../run-cli';
import { Operations } from './operations';
import { parseRoads, parseScenario, readScenarios, SCENARIO_DIRECTORY } from './read-scenarios';

const operations = Operations.ofRepository();
const roadsFile = readFileSync(join(SCENARIO_DIRECTORY, 'roads.yaml'), 'utf8');

const scenario = (step: string) =>
  [
    'id: S01',
    'title: { zh: 一, en: one }',
    'plays:',
    '  - title: { zh: 一, en: one }',
    '    steps:',
    `      - ${step}`,
  ].join('\n');

const problemsOf = async (step: string) =>
  (await parseScenario(scenario(step), operations, {})).problems?.map(({ line, rule }) => [line, rule]);

describe('reading a scenario', () => {
  it.each([
    ['{ when: { zh: 一, en: a }, do: readComplaint }', undefined],
    ['{ when: { zh: 一, en: a }, do: nobodyDoesThis }', [[6, 'unknown-operation']]],
    ['{ when: { zh: 一, en: a }, do: readCase }', [[6, 'ambiguous-operation']]],
    ['{ when: { zh: 一, en: a }, do: resolution.readCase }', undefined],
    ['{ when: { zh: 一, en: a }, do: readComplaint, then: { reads: [{ do: none }] } }', [[6, 'unknown-operation']]],
    ['{ when: { zh: 一 }, do: readComplaint }', [[6, 'required']]],
    ['{ when: { zh: 一, en: a }, do: readComplaint, ids: [RG-2] }', [[6, 'invalid-format']]],
    ['{ when: { zh: 一, en: a }, do: readComplaint, coffee: black }', [[6, 'unknown-key']]],
    ['{ when: { zh: 一, en: a }, do: readComplaint, page: { open: x } }', [[6, 'invalid']]],
    ['{ when: { zh: 一, en: a } }', [[6, 'invalid']]],
    ['{ road: nowhere }', [[6, 'unknown-road']]],
    ['{ when: { zh: 一, en: a }, then: { state: DONE } }', [[6, 'invalid-value']]],
  ])('judges %s', async (step, problems) => {
    expect(await problemsOf(step)).toEqual(problems);
  });

  it('refuses a step as later once the command that it waits for exists', async () => {
    const later = (operation: string) =>
      problemsOf(
        `{ when: { zh: 一, en: a }, later: { name: { zh: 一, en: a }, waitsFor: ${operation}, because: { zh: 一, en: a } } }`,
      );

    expect(await later('openImprovement')).toBeUndefined();
    expect(await later('acceptAssignment')).toEqual([[6, 'not-later']]);
  });

  it('puts the values of a road into its steps', async () => {
    const parsed = await parseRoads(
      'one: { with: { verdict: VALID, n: 1 }, steps: [{ when: { zh: 一, en: "is <verdict>" }, do: determine, with: { verdict: <verdict>, n: <n> } }] }',
      operations,
    );
    const { roads } = parsed as Extract<typeof parsed, { roads: unknown }>;
    const read = (step: string) => parseScenario(scenario(step), operations, roads);

    expect(
      (await read('{ road: one, with: { verdict: INVALID }, complaint: other }')).scenario?.plays[0]?.steps,
    ).toEqual([
      expect.objectContaining({
        when: { zh: '一', en: 'is INVALID' },
        with: { verdict: 'INVALID', n: 1 },
        complaint: 'other',
      }),
    ]);
    expect((await read('{ road: one, with: { strange: 1 } }')).problems).toEqual([
      expect.objectContaining({ rule: 'unknown-key', line: 6 }),
    ]);
  });

  it('says file, line and rule to the caller', async () => {
    const err: string[] = [];
    const terminal = { out: () => undefined, err: (text: string) => err.push(text), isStyled: false };

    expect(await runCli(['scenario', 'lint', 'S77'], terminal, {})).toBe(2);
    expect(err.join()).toContain('There is no scenario S77');
  });
});

describe('the scenarios of samples/', () => {
  it('are in order, each road among them', async () => {
    expect(await parseRoads(roadsFile, operations)).not.toHaveProperty('problems');
    expect((await readScenarios([], operations)).length).toBeGreaterThan(0);
  });

  it('are one for each procedure of the sources, and the statutory edge cases', async () => {
    const domain = readFileSync(join(workspaceRoot(), 'docs/domain.md'), 'utf8');
    const procedures = [...domain.matchAll(/^\| S(\d{1,2}) \|/gm)].map(
      ([, number = '']) => `S${number.padStart(2, '0')}`,
    );

    expect(procedures).toHaveLength(23);
    expect((await readScenarios([], operations)).map(({ id }) => id)).toEqual([...procedures, 'edge']);
  });

  it('name requirements that there are', async () => {
    const pages = ['domain', 'architecture'].map((page) =>
      readFileSync(join(workspaceRoot(), `docs/${page}.md`), 'utf8'),
    );
    const defined = new Set(
      pages.flatMap((page) => [...page.matchAll(/^\| ([A-Z]{2}-\d{2}|[TD]\d{1,2}) \|/gm)].map(([, id]) => id)),
    );
    const named = (await readScenarios([], operations)).flatMap(({ id, plays }) =>
      plays.flatMap(({ steps }) => steps.flatMap(({ ids }) => ids.map((requirement) => [id, requirement] as const))),
    );

    expect(named.filter(([, requirement]) => !defined.has(requirement))).toEqual([]);
  });
});
