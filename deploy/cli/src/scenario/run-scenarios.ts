import { Calendar } from '@redress/time';
import { Failure, reasonOf } from '../failure';
import type { Style } from '../terminal/terminal';
import type { Operations } from './operations';
import type { PlatformAtHand } from './platform-at-hand';
import { NotAsExpected, Player } from './player';
import type { Given, Language, Play, Scenario, Step } from './scenario';
import { Times } from './times';

/** What came of one scenario; steps that a failure kept from being reached count as failed. */
export interface ScenarioResult {
  readonly played: number;
  readonly later: number;
  readonly failed: number;
  /** Requirement ids that the steps show which were played. */
  readonly ids: readonly string[];
  readonly failures: readonly string[];
}

/** What a run tells while it goes on. */
export interface Narration {
  readonly language: Language;
  readonly style: Style;
  tell(line: string): void;
}

const WORDS = {
  zh: {
    later: '待建',
    failed: '失败',
    notReached: (n: number) => `其后 ${n} 步未能执行`,
    ids: '',
    sum: (r: ScenarioResult) => `已演示 ${r.played} 步，待建 ${r.later} 步，失败 ${r.failed} 步`,
  },
  en: {
    later: 'later',
    failed: 'failed',
    notReached: (n: number) => `${n} steps after it were not reached`,
    ids: '',
    sum: (r: ScenarioResult) => `${r.played} played, ${r.later} later, ${r.failed} failed`,
  },
} as const;

const CALENDAR_ID = 'CN';

/** Plays that begin on a date go first, in its order, since time does not go back; the others follow as they stand. */
interface Entry {
  readonly scenario: Scenario;
  readonly play: Play;
  readonly given: Given;
  readonly name: string;
}

/**
 * Plays scenarios on a platform whose clock is driven, one play after another, and tells step by step what happened.
 * @returns the result of each scenario by its id
 */
export async function runScenarios(
  scenarios: readonly Scenario[],
  platform: PlatformAtHand,
  operations: Operations,
  narration: Narration,
): Promise<Map<string, ScenarioResult>> {
  const { readCalendarFiles, SHIPPED_CALENDAR_DIR } = await import('@redress/policy');
  const document = readCalendarFiles(SHIPPED_CALENDAR_DIR).find(({ id }) => id === CALENDAR_ID);
  if (!document) throw new Failure(`No calendar ${CALENDAR_ID} ships with the product`);
  const calendar = new Calendar(document);
  const results = new Map<string, Tally>(scenarios.map(({ id }) => [id, new Tally()]));
  for (const entry of inOrder(scenarios, calendar)) {
    const tally = results.get(entry.scenario.id);
    if (tally) await playOne(entry, tally, { platform, operations, narration, calendar });
  }
  return new Map([...results].map(([id, tally]) => [id, tally.result()]));
}

/** What a run says at its end. */
export function summaryOf(results: ReadonlyMap<string, ScenarioResult>, language: Language): string {
  return [...results].map(([id, result]) => `${id.padEnd(5)} ${WORDS[language].sum(result)}`).join('\n');
}

/** Whether every expectation held. */
export function isFlawless(results: ReadonlyMap<string, ScenarioResult>): boolean {
  return [...results.values()].every(({ failed }) => failed === 0);
}

class Tally {
  private played = 0;
  private later = 0;
  private failed = 0;
  private readonly ids = new Set<string>();
  private readonly failures: string[] = [];

  passed(step: Step): void {
    this.played++;
    for (const id of step.ids) this.ids.add(id);
  }

  postponed(): void {
    this.later++;
  }

  broke(reason: string, notReached: number): void {
    this.failed += 1 + notReached;
    this.failures.push(reason);
  }

  result(): ScenarioResult {
    const { played, later, failed, failures } = this;
    return { played, later, failed, ids: [...this.ids].toSorted(), failures };
  }
}

function inOrder(scenarios: readonly Scenario[], calendar: Calendar): Entry[] {
  const times = new Times(calendar, () => new Date(0));
  const entries = scenarios.flatMap((scenario) =>
    scenario.plays.map((play, index) => ({
      scenario,
      play,
      given: togetherGiven(scenario.given, play.given),
      name: scenario.plays.length === 1 ? scenario.id : `${scenario.id}-${index + 1}`,
    })),
  );
  const dated = (entry: Entry) => entry.given.starts !== undefined && times.isDated(entry.given.starts);
  return [
    ...entries.filter(dated).toSorted((one, other) => (one.given.starts ?? '').localeCompare(other.given.starts ?? '')),
    ...entries.filter((entry) => !dated(entry)),
  ];
}

function togetherGiven(ofAll: Given | undefined, own: Given | undefined): Given {
  return {
    ...ofAll,
    ...own,
    people: { ...ofAll?.people, ...own?.people },
    packs: [...(ofAll?.packs ?? []), ...(own?.packs ?? [])],
  };
}

async function playOne(
  { scenario, play, given, name }: Entry,
  tally: Tally,
  {
    platform,
    operations,
    narration,
    calendar,
  }: {
    platform: PlatformAtHand;
    operations: Operations;
    narration: Narration;
    calendar: Calendar;
  },
): Promise<void> {
  const { language, style, tell } = narration;
  const words = WORDS[language];
  const times = new Times(calendar, () => platform.stage.now);
  const player = new Player(name, given, platform, operations, times, language);
  const steps = play.steps.filter(({ later }) => !later);
  const fail = (error: unknown, what: string, notReached: number) => {
    const reason = error instanceof NotAsExpected || error instanceof Failure ? error.message : `${reasonOf(error)}`;
    tell(`  ✗ ${what}\n      ${words.failed}: ${reason}`);
    if (notReached > 0) tell(`      ${words.notReached(notReached)}`);
    tally.broke(`${name}: ${what}: ${reason}`, notReached);
  };
  tell(style.bold(`\n${name}  ${scenario.title[language]} — ${play.title[language]}`));
  try {
    await player.begin();
  } catch (error) {
    fail(error, play.title[language], Math.max(0, steps.length - 1));
    return;
  }
  let reached = 0;
  let isBroken = false;
  for (const step of play.steps) {
    const ids = step.ids.length > 0 ? style.dim(`  [${step.ids.join(' ')}]`) : '';
    if (step.later) {
      tally.postponed();
      tell(
        `  … ${step.when[language]}${ids}\n      ${words.later}: ${step.later.name[language]} — ${step.later.because[language]}`,
      );
      continue;
    }
    if (isBroken) continue;
    reached++;
    try {
      const outcome = await player.play(step);
      const at = times.inWords(platform.stage.now, language);
      tell(`  ✓ ${at}  ${step.when[language]}${ids}${outcome === '' ? '' : `\n      ${outcome}`}`);
      tally.passed(step);
    } catch (error) {
      fail(error, step.when[language], steps.length - reached);
      isBroken = true;
    }
  }
}
