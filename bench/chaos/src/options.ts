import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { FAULT_KINDS, type FaultKind } from './faults/fault-kinds';

/** What `npm run chaos` understands. */
export const USAGE = `npm run chaos -- [options]
  --seconds N       how long the platform is driven while faults strike (default 600, at least 30)
  --seed N          repeats the run with that seed; by default a new one is drawn
  --only KIND,…     only faults of these kinds, in turn: ${FAULT_KINDS.join(', ')}
  --report FILE     writes the results as JSON
  --keep            leaves the folder of the run (data, logs, ledger) even if nothing was violated
  --help`;

/** An option that is not understood; the message names it and the rule. */
export class UsageError extends Error {}

export interface ChaosOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Empty: all kinds. */
  readonly only: readonly FaultKind[];
  readonly reportFile: string | undefined;
  readonly keep: boolean;
}

const MIN_SECONDS = 30;
const MAX_SECONDS = 86_400;
const MAX_SEED = 2 ** 31 - 1;

/** The options that command line arguments ask for. Throws UsageError. */
export function chaosOptions(args: readonly string[], drawSeed = () => randomInt(1, MAX_SEED)): ChaosOptions | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  return {
    seconds: integer('--seconds', values.seconds, MIN_SECONDS, MAX_SECONDS) ?? 600,
    seed: integer('--seed', values.seed, 0, MAX_SEED) ?? drawSeed(),
    only: (values.only ?? '').split(',').filter(Boolean).map(faultKind),
    reportFile: values.report,
    keep: values.keep ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seconds: { type: 'string' },
        seed: { type: 'string' },
        only: { type: 'string' },
        report: { type: 'string' },
        keep: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function integer(option: string, value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new UsageError(`${option} ${value}: must be a whole number from ${min} to ${max}`);
  }
  return number;
}

function faultKind(name: string): FaultKind {
  const kind = FAULT_KINDS.find((known) => known === name);
  if (!kind) throw new UsageError(`--only ${name}: must be of ${FAULT_KINDS.join(', ')}`);
  return kind;
}
