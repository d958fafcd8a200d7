import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import type { LocatedPackProblem, PackProblem } from '@redress/policy';
import { Failure, UsageError } from '../failure';
import { problemLine } from '../packs/read-pack-file';
import type { Operations } from './operations';
import { roadsSchema, scenarioSchema, type OnRoad, type Roads, type Scenario, type Step } from './scenario';

export const SCENARIO_DIRECTORY = join(workspaceRoot(), 'samples', 'scenarios');

export type ParsedScenario =
  | { readonly scenario: Scenario; readonly problems?: undefined }
  | { readonly scenario?: undefined; readonly problems: readonly LocatedPackProblem[] };

const ROADS_FILE = 'roads.yaml';

/** Scenario files name the same piece at many places. */
const MAX_ALIASES = 1_000;

/**
 * Reads a scenario from YAML. Every problem comes back with line, column and rule: its form, roads that there are not,
 * operations that no service has, and steps that stand as `later` although what they wait for is there.
 */
export async function parseScenario(yaml: string, operations: Operations, roads: Roads): Promise<ParsedScenario> {
  const { formProblems, readLocatedYaml } = await import('@redress/policy');
  const read = readLocatedYaml(yaml, 'a scenario', MAX_ALIASES);
  if (read.problems) return { problems: read.problems };
  const result = scenarioSchema.safeParse(read.content);
  if (!result.success) return { problems: formProblems(result.error, read.content).map(read.locate) };
  const problems: PackProblem[] = [];
  const plays = result.data.plays.map((play, playAt) => ({
    ...play,
    steps: play.steps.flatMap((step, stepAt): Step[] => {
      const path = ['plays', playAt, 'steps', stepAt];
      const steps = 'road' in step ? stepsOf(step, roads, path, problems) : [step];
      if (!('road' in step)) problems.push(...senseProblems(step, operations, path));
      return steps;
    }),
  }));
  return problems.length > 0 ? { problems: problems.map(read.locate) } : { scenario: { ...result.data, plays } };
}

/** Reads the roads; problems as of a scenario. */
export async function parseRoads(
  yaml: string,
  operations: Operations,
): Promise<{ readonly roads: Roads } | { readonly problems: readonly LocatedPackProblem[] }> {
  const { formProblems, readLocatedYaml } = await import('@redress/policy');
  const read = readLocatedYaml(yaml, 'a file of roads', MAX_ALIASES);
  if (read.problems) return { problems: read.problems };
  const result = roadsSchema.safeParse(read.content);
  if (!result.success) return { problems: formProblems(result.error, read.content).map(read.locate) };
  const problems = Object.entries(result.data).flatMap(([name, { steps }]) =>
    steps.flatMap((step, at) => senseProblems(step, operations, [name, 'steps', at])),
  );
  return problems.length > 0 ? { problems: problems.map(read.locate) } : { roads: result.data };
}

function stepsOf(
  { road: name, with: given, complaint }: OnRoad,
  roads: Roads,
  path: readonly (string | number)[],
  problems: PackProblem[],
): Step[] {
  const road = roads[name];
  if (!road) {
    problems.push({ path: [...path, 'road'], rule: 'unknown-road', message: `there is no road ${name}` });
    return [];
  }
  const strange = Object.keys(given).find((key) => !(key in road.with));
  if (strange !== undefined) {
    problems.push({
      path: [...path, 'with', strange],
      rule: 'unknown-key',
      message: `the road ${name} has no ${strange}`,
    });
  }
  const values: Readonly<Record<string, unknown>> = { ...road.with, ...given };
  return road.steps.map((step) => ({
    ...(placed(step, values) as Step),
    ...(complaint === undefined ? {} : { complaint }),
  }));
}

/** Puts values at `<name>`; a text that is one name alone becomes the value itself. */
function placed(content: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof content === 'string') {
    const [, alone] = /^<([a-z]\w*)>$/i.exec(content) ?? [];
    if (alone !== undefined && alone in values) return values[alone];
    return content.replace(/<([a-z]\w*)>/gi, (text, name: string) => (name in values ? String(values[name]) : text));
  }
  if (Array.isArray(content)) return content.map((item) => placed(item, values));
  if (content === null || typeof content !== 'object') return content;
  // What a road is given as null it leaves out.
  const entries = Object.entries(content).map(([key, value]) => [key, placed(value, values), value] as const);
  return Object.fromEntries(entries.filter(([, now, before]) => now !== null || before === null));
}

function senseProblems(step: Step, operations: Operations, path: readonly (string | number)[]): PackProblem[] {
  const unknown = (place: readonly (string | number)[], name: string): PackProblem[] => {
    if (!operations.has(name)) {
      return [{ path: place, rule: 'unknown-operation', message: `no service has the operation ${name}` }];
    }
    try {
      operations.find(name);
      return [];
    } catch (error) {
      return [{ path: place, rule: 'ambiguous-operation', message: (error as Error).message }];
    }
  };
  const waitsFor = step.later?.waitsFor;
  return [
    ...(step.do === undefined ? [] : unknown([...path, 'do'], step.do)),
    ...(step.then?.reads ?? []).flatMap((one, at) => unknown([...path, 'then', 'reads', at, 'do'], one.do)),
    ...(waitsFor !== undefined && operations.has(waitsFor)
      ? [
          {
            path: [...path, 'later', 'waitsFor'],
            rule: 'not-later',
            message: `${waitsFor} exists: the step is to be played`,
          },
        ]
      : []),
  ];
}

/**
 * The scenarios of a folder, or those of them that are named, in the order of their names.
 * @throws UsageError when a name is none of them
 * @throws Failure with file, line and rule of every problem of every file
 */
export async function readScenarios(
  names: readonly string[],
  operations: Operations,
  folder: string = SCENARIO_DIRECTORY,
): Promise<Scenario[]> {
  if (!existsSync(folder)) throw new Failure(`There are no scenarios in ${folder}`);
  const known = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== ROADS_FILE)
    .map((file) => file.replace(/\.yaml$/, ''))
    .toSorted();
  const wanted = names.length === 0 ? known : names.map(fullName);
  const strange = wanted.filter((one) => !known.includes(one));
  if (strange.length > 0) {
    throw new UsageError(`There is no scenario ${strange.join(', ')}. Scenarios: ${known.join(', ')}`);
  }
  const problems: string[] = [];
  const roadsFile = join(folder, ROADS_FILE);
  const parsedRoads = existsSync(roadsFile)
    ? await parseRoads(readFileSync(roadsFile, 'utf8'), operations)
    : { roads: {} };
  if ('problems' in parsedRoads) {
    throw new Failure(parsedRoads.problems.map((problem) => problemLine(roadsFile, problem)).join('\n'));
  }
  const scenarios: Scenario[] = [];
  for (const one of wanted) {
    const file = join(folder, `${one}.yaml`);
    const parsed = await parseScenario(readFileSync(file, 'utf8'), operations, parsedRoads.roads);
    if (parsed.problems) problems.push(...parsed.problems.map((problem) => problemLine(file, problem)));
    else if (parsed.scenario.id !== one) problems.push(`${file}:1:1  wrong-id  it calls itself ${parsed.scenario.id}`);
    else scenarios.push(parsed.scenario);
  }
  if (problems.length > 0) throw new Failure(problems.join('\n'));
  return scenarios;
}

/** `S5` is S05. */
function fullName(given: string): string {
  return given.replace(/^[sS](\d{1,2})$/, (_, digits: string) => `S${digits.padStart(2, '0')}`);
}
