import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '@redress/infrastructure';
import type { LaunchEvent } from '@redress/local';
import { check } from './checker/check';
import { findLostFiles } from './checker/lost-files';
import { conduct, MIN_IN_FLIGHT } from './conductor';
import { ALL_FAULTS } from './faults/all-faults';
import type { ChaosOptions } from './options';
import { type ChaosReport, longestRecoveries, type Violation, violationCount } from './report';
import type { FaultRecord } from './run-record';
import { retryParked } from './stage/parked-events';
import { comeToRest } from './stage/settle';
import { Stage } from './stage/stage';
import { timeline } from './timeline';
import { DriverWorkplace } from './traffic/driver-workplace';
import { Ledger, type Oddity } from './traffic/ledger';
import { PLANTED_WORDS } from './traffic/planted';
import { Traffic } from './traffic/traffic';

const WIND_DOWN_MS = 60_000;
const REST_MS = 120_000;
const DAY_MS = 86_400_000;
/** So far business time runs on after the driving, so that clocks of what was left lying have to fire. */
const LEAPS_DAYS = [1, 2, 4];
const MAX_EVIDENCE = 50;

export interface ChaosResult {
  readonly report: ChaosReport;
  /** With data, logs and ledger, unless nothing was violated. */
  readonly folder: string;
}

/**
 * A whole run: starts a platform of its own, drives it, lets faults strike, brings it to rest and has it checked.
 * @param signal aborted: everything that was started is stopped, and the run rejects
 */
export async function runChaos(
  options: ChaosOptions,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<ChaosResult> {
  const startedAt = new Date();
  const folder = stateDirectory('chaos', `${startedAt.toISOString().replaceAll(/[-:]|\..*/g, '')}-${options.seed}`);
  mkdirSync(folder, { recursive: true });
  progress(`seed ${options.seed}, ${options.seconds} s, folder ${folder}`);
  const ledger = new Ledger(join(folder, 'ledger.jsonl'));
  const stage = await Stage.start(join(folder, 'platform'), (event) => tellLaunch(event, ledger, progress), signal);
  let report: ChaosReport;
  try {
    report = await Promise.race([drive(options, startedAt, folder, stage, ledger, progress), aborted(signal)]);
  } finally {
    await stage.stop();
    await ledger.close();
  }
  if (violationCount(report) === 0 && !options.keep) rmSync(folder, { recursive: true, force: true });
  return { report, folder };
}

async function drive(
  options: ChaosOptions,
  startedAt: Date,
  folder: string,
  stage: Stage,
  ledger: Ledger,
  progress: (line: string) => void,
): Promise<ChaosReport> {
  const { seed, seconds } = options;
  const abort = new AbortController();
  const place = await DriverWorkplace.open(stage.platform, ledger, stage.time, abort.signal);
  const traffic = new Traffic(place, ledger, seed);
  progress('driving');
  stage.time.run();
  traffic.start();
  let unanswered: number;
  try {
    const faults = options.only.length > 0 ? ALL_FAULTS.filter(({ kind }) => options.only.includes(kind)) : ALL_FAULTS;
    await conduct({ stage, traffic, ledger, seed, seconds, progress }, timeline(seed, faults));
    progress('the driving ends');
    unanswered = await traffic.wind(WIND_DOWN_MS);
  } finally {
    abort.abort();
    stage.time.halt();
    await place.close();
  }
  const restedFrom = performance.now();
  const atFirst = await comeToRest(stage, REST_MS);
  const restSeconds = Math.round((performance.now() - restedFrom) / 100) / 10;
  progress(atFirst.length === 0 ? `at rest after ${restSeconds} s` : `not at rest: ${atFirst.join('; ')}`);
  const parked = await retryParked(stage);
  if (parked.length > 0) {
    progress(`${parked.length} parked events are tried again`);
    writeFileSync(join(folder, 'parked.json'), JSON.stringify(parked, null, 2));
  }
  let left = parked.length > 0 ? await comeToRest(stage, REST_MS) : atFirst;
  for (const days of LEAPS_DAYS) {
    // Work that is not done would only be waited for again.
    if (left.length > 0) break;
    await stage.time.leap(days * DAY_MS);
    left = await comeToRest(stage, REST_MS);
  }
  progress(left.length === 0 ? 'checking' : `checking; NOT AT REST: ${left.join('; ')}`);
  const { brokers, postgresAdminUrl: _admin } = stage.platform.infrastructure;
  const record = ledger.record(PLANTED_WORDS, stage.time.now);
  const findings = await check({
    brokers,
    topicPrefix: stage.platform.topicPrefix,
    databaseUrls: stage.platform.databaseUrls,
    record,
    logFiles: stage.replicas.map(({ logFile }) => logFile),
  });
  const lostFiles = await findLostFiles(stage.platform.databaseUrls, stage.attachments.directory);
  const violations = [
    ...findings,
    violation('lostFiles', lostFiles),
    ...ownFindings(ledger.allFaults, ledger.allOdd, unanswered, left),
  ];
  const found = violations.filter(({ count }) => count > 0);
  writeFileSync(join(folder, 'evidence.json'), JSON.stringify(found, null, 2));
  for (const { name, evidence } of found) progress(`${name}: ${evidence.slice(0, 3).join(' | ')}`);
  return {
    seed,
    seconds,
    command: commandOf(options),
    startedAt: startedAt.toISOString(),
    submitted: ledger.submitted,
    ended: traffic.ended,
    commands: record.commands.length,
    letters: record.letters.length,
    answers: traffic.answers,
    faults: record.faults,
    violations: Object.fromEntries(violations.map(({ name, count }) => [name, count])),
    recoverySeconds: longestRecoveries(record.faults),
    restSeconds,
    parkedBeforeRetry: parked.length,
    restarts: ledger.allOdd.filter(({ what }) => what === 'crash').length,
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** What the driver itself holds against a run, besides what the checker finds. */
function ownFindings(
  faults: readonly FaultRecord[],
  oddities: readonly Oddity[],
  unanswered: number,
  left: readonly string[],
): Violation[] {
  const odd = (what: Oddity['what']) => oddities.filter((oddity) => oddity.what === what).map(({ detail }) => detail);
  const quiet = faults.filter(({ inFlight }) => inFlight < MIN_IN_FLIGHT);
  return [
    violation('refused', odd('refused')),
    violation('unanswered', odd('unanswered'), Math.max(unanswered, odd('unanswered').length)),
    violation('stuckLives', odd('life')),
    violation('notAtRest', left),
    violation(
      'tooQuiet',
      quiet.map(({ kind, at, inFlight }) => `${kind} at ${at}: ${inFlight} in flight`),
    ),
  ];
}

function violation(name: string, evidence: readonly string[], count = evidence.length): Violation {
  return { name, count, evidence: evidence.slice(0, MAX_EVIDENCE) };
}

function commandOf({ seed, seconds, only }: ChaosOptions): string {
  return `npm run chaos -- --seconds ${seconds} --seed ${seed}${only.length > 0 ? ` --only ${only.join(',')}` : ''}`;
}

function tellLaunch(event: LaunchEvent, ledger: Ledger, progress: (line: string) => void): void {
  if (event.kind === 'failed') progress(`${event.step} FAILED`);
  if (event.kind !== 'notice') return;
  // A process that the driver kills ends unexpectedly too; only other ends are of interest.
  if (/ended unexpectedly/.test(event.text) && !/SIGKILL/.test(event.text))
    ledger.odd({ what: 'crash', detail: event.text });
  progress(event.text);
}
