import { parseArgs } from 'node:util';
import type { MeasurementId } from './measurement';

/** How the bench is to be run. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly rounds: number;
  readonly only: readonly MeasurementId[];
  readonly seed: number;
  /** How many complaints the measurements of growth bring a platform to. */
  readonly complaints: number;
  readonly reportFile?: string;
  readonly docker: boolean;
}

/** The command line cannot be understood; the message names the option and the rule. */
export class UsageError extends Error {}

const DEFAULT_ROUNDS = 3;
const COMPLAINTS = 1_000_000;
/** A million are loaded in twenty minutes, which is all the time that a quick run has; this many in a few. */
const QUICK_COMPLAINTS = 30_000;
const LEAST_COMPLAINTS = 20_000;

/** What `npm run bench` understands. */
export const USAGE = `npm run bench -- [options]
  --quick          one round with less load, at most 20 minutes in all
  --only B1,B3     measure only these
  --rounds N       rounds of each measurement (default ${DEFAULT_ROUNDS}, with --quick 1)
  --complaints N   complaints that growth is measured with (default ${COMPLAINTS}, with --quick ${QUICK_COMPLAINTS})
  --report FILE    write the results as JSON
  --seed N         another run of chance (default 1)
  --docker         PostgreSQL and Kafka in containers
  --help
Servers that run already: REDRESS_POSTGRES_URL and REDRESS_KAFKA_BROKERS, as for npm start.`;

/** Reads the command line; `known` are the measurements there are. Throws {@link UsageError}. */
export function readOptions(args: string[], known: readonly MeasurementId[]): BenchOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        complaints: { type: 'string' },
        report: { type: 'string' },
        seed: { type: 'string' },
        docker: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) return 'help';
  const quick = values.quick ?? false;
  return {
    quick,
    rounds: values.rounds === undefined ? (quick ? 1 : DEFAULT_ROUNDS) : wholeNumber('--rounds', values.rounds),
    only: values.only === undefined ? known : chosen(values.only, known),
    seed: wholeNumber('--seed', values.seed ?? '1'),
    complaints: complaintsOf(values.complaints, quick),
    ...(values.report === undefined ? {} : { reportFile: values.report }),
    docker: values.docker ?? false,
  };
}

function chosen(list: string, known: readonly MeasurementId[]): MeasurementId[] {
  const wanted = list.split(',').map((id) => id.trim());
  const unknown = wanted.filter((id) => !known.some((measurement) => measurement === id));
  if (unknown.length > 0) {
    throw new UsageError(`--only ${list}: ${unknown.join(', ')} is not one of ${known.join(', ')}`);
  }
  return known.filter((id) => wanted.includes(id));
}

function complaintsOf(value: string | undefined, quick: boolean): number {
  if (value === undefined) return quick ? QUICK_COMPLAINTS : COMPLAINTS;
  const complaints = wholeNumber('--complaints', value);
  if (complaints < LEAST_COMPLAINTS) {
    throw new UsageError(
      `--complaints ${value}: must be at least ${LEAST_COMPLAINTS}, twice what growth is measured from`,
    );
  }
  return complaints;
}

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${option} ${value}: must be a whole number from 1`);
  return Number(value);
}
