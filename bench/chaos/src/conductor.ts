import { setTimeout as delay } from 'node:timers/promises';
import { SeededRandom } from '@redress/testing';
import type { Stage } from './stage/stage';
import { expectedMs, type PlannedFault } from './timeline';
import type { Ledger } from './traffic/ledger';
import type { Traffic } from './traffic/traffic';

/** A fault strikes only while at least so many requests are in flight. */
export const MIN_IN_FLIGHT = 20;

const BUSY_TIMEOUT_MS = 60_000;
const RECOVERY_TIMEOUT_MS = 180_000;
/** Nothing strikes so long before the end that the platform would still be recovering from it. */
const TAIL_MS = 2_000;

export interface Staging {
  readonly stage: Stage;
  readonly traffic: Traffic;
  readonly ledger: Ledger;
  readonly seed: number;
  readonly seconds: number;
  progress(line: string): void;
}

/**
 * Lets the faults of a timeline strike one after the other, each when the platform has recovered from the one before, until
 * the time of the run is over.
 */
export async function conduct(staging: Staging, plan: Iterable<PlannedFault>): Promise<void> {
  const { stage, progress } = staging;
  const endsAt = performance.now() + staging.seconds * 1_000;
  let count = 0;
  for (const planned of plan) {
    const leftMs = () => endsAt - performance.now();
    if (!planned.isDue && leftMs() < planned.pauseMs + expectedMs(planned.fault) + TAIL_MS) break;
    await planned.fault.prepare?.(stage);
    await delay(planned.pauseMs);
    await play(staging, planned, new SeededRandom(staging.seed, 'fault', count++));
    const unready = await stage.allReady(0);
    if (unready.length > 0) progress(`not ready any more: ${unready.join(', ')}`);
  }
  const restMs = endsAt - performance.now();
  if (restMs > 0) await delay(restMs);
}

/** One fault from its strike to the recovery. */
async function play(
  { stage, traffic, ledger, progress }: Staging,
  { fault, lastsMs }: PlannedFault,
  random: SeededRandom,
): Promise<void> {
  const { kind } = fault;
  const inFlight = await traffic.busy(MIN_IN_FLIGHT, BUSY_TIMEOUT_MS);
  const at = new Date();
  const struckAtMs = performance.now();
  const struck = await fault.strike(stage, random);
  await delay(lastsMs);
  await struck.end();
  const { target } = struck;
  // A blow has no end of its own: the platform recovers from the strike on.
  const endedAtMs = fault.lastsMs[1] === 0 ? struckAtMs : performance.now();
  const lastedSeconds = seconds(endedAtMs - struckAtMs);
  const unready = await stage.allReady(RECOVERY_TIMEOUT_MS);
  const recoverySeconds = seconds(performance.now() - endedAtMs);
  ledger.fault({
    kind,
    target,
    at: at.toISOString(),
    inFlight,
    lastedSeconds,
    ...(unready.length === 0 ? { recoverySeconds } : {}),
  });
  const outcome = unready.length === 0 ? `ready after ${recoverySeconds} s` : `NOT READY: ${unready.join(', ')}`;
  progress(`${kind} (${target}), ${inFlight} in flight, lasted ${lastedSeconds} s, ${outcome}`);
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
