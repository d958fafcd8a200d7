import type { Outcome } from '../outcome';
import type { Settings } from '../settings/settings';
import { styleOf, type Terminal } from '../terminal/terminal';
import { openPlatform } from './open-platform';
import { Operations } from './operations';
import { readScenarios } from './read-scenarios';
import { isFlawless, runScenarios, summaryOf } from './run-scenarios';
import type { Language } from './scenario';

export interface ScenarioOptions {
  readonly lang: Language;
  readonly folder?: string;
}

/** `redress scenario run`: plays scenarios on the running platform, step by step; bad when an expectation does not hold. */
export async function playScenarios(
  settings: Settings,
  names: readonly string[],
  { lang, folder }: ScenarioOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const operations = Operations.ofRepository();
  const scenarios = await readScenarios(names, operations, folder);
  const platform = await openPlatform(settings);
  try {
    const style = styleOf(terminal);
    const tell = settings.isJson ? () => undefined : (line: string) => terminal.out(line);
    const results = await runScenarios(scenarios, platform, operations, { language: lang, style, tell });
    return {
      text: `\n${summaryOf(results, lang)}`,
      json: { scenarios: Object.fromEntries(results) },
      isBad: !isFlawless(results),
    };
  } finally {
    await platform.close();
  }
}

/** `redress scenario lint`: line and rule of every problem; needs no running platform. */
export async function lintScenarios(
  names: readonly string[],
  { folder }: Pick<ScenarioOptions, 'folder'>,
): Promise<Outcome> {
  const scenarios = await readScenarios(names, Operations.ofRepository(), folder);
  const steps = scenarios.flatMap(({ plays }) => plays.flatMap((play) => play.steps));
  const later = steps.filter((step) => step.later).length;
  return {
    text: `${scenarios.length} scenarios are in order: ${steps.length - later} steps to play, ${later} later`,
    json: { scenarios: scenarios.map(({ id }) => id), steps: steps.length - later, later },
  };
}
