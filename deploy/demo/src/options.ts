import { parseArgs } from 'node:util';

export const USAGE = `npm run demo -- [options]
  --exit           end when every complaint has come to its end; exit code 0 only if each ended as its row expects
  --report FILE    write the figures of the run as JSON
  --rows N         play only N rows, with every kind of script among them
  --seed N         another run of chance (default 1); the same seed gives the same decisions
  --from DATE      first day of business time (default 2026-11-02); a day off moves on to the next working day
  --docker         PostgreSQL and Kafka in containers
  --help`;

/** How the demo is to be played. */
export interface DemoOptions {
  readonly exit: boolean;
  readonly reportFile?: string;
  readonly rows?: number;
  readonly seed: number;
  /** Local date. */
  readonly from: string;
  readonly docker: boolean;
}

/** The command line cannot be understood. */
export class UsageError extends Error {}

/** Reads the command line. Throws {@link UsageError} naming the option that is wrong. */
export function readOptions(args: string[]): DemoOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        exit: { type: 'boolean' },
        report: { type: 'string' },
        rows: { type: 'string' },
        seed: { type: 'string' },
        from: { type: 'string' },
        docker: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) return 'help';
  const from = values.from ?? '2026-11-02';
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || Number.isNaN(Date.parse(`${from}T00:00:00Z`))) {
    throw new UsageError(`--from ${from}: must be a date such as 2026-11-02`);
  }
  return {
    exit: values.exit ?? false,
    ...(values.report === undefined ? {} : { reportFile: values.report }),
    ...(values.rows === undefined ? {} : { rows: wholeNumber('--rows', values.rows) }),
    seed: wholeNumber('--seed', values.seed ?? '1'),
    from,
    docker: values.docker ?? false,
  };
}

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${option} ${value}: must be a whole number from 1`);
  return Number(value);
}
