import { parseArgs } from 'node:util';
import { SERVICES, type ServiceName } from '@redress/contracts';
import type { LaunchOptions } from '../launch';

/** What `npm start` understands. */
export const USAGE = `npm start -- [options]
  --reset                  drop all data of earlier runs first
  --docker                 PostgreSQL and Kafka in containers; their data last as long as the run
  --clock real|driven|driven:<instant>   business time (default real)
  --replicas <service>=<n> run a service n times; may be repeated
  --help`;

/** An option that is not understood; the message names it and the rule. */
export class UsageError extends Error {}

/** The launch options that command line arguments ask for. Throws UsageError. */
export function startOptions(args: string[]): LaunchOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        reset: { type: 'boolean' },
        docker: { type: 'boolean' },
        clock: { type: 'string' },
        replicas: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (values.help) return 'help';
  const replicas: Partial<Record<ServiceName, number>> = {};
  for (const entry of values.replicas ?? []) {
    const [name, count] = entry.split('=');
    const service = SERVICES.find((known) => known === name);
    if (!service || !/^[1-9]$/.test(count ?? '')) {
      throw new UsageError(
        `--replicas ${entry}: must be <service>=<1 to 9>, the service one of ${SERVICES.join(', ')}`,
      );
    }
    replicas[service] = Number(count);
  }
  return {
    reset: values.reset ?? false,
    docker: values.docker ?? false,
    clock: clockFrom(values.clock ?? 'real'),
    replicas,
  };
}

function clockFrom(value: string): NonNullable<LaunchOptions['clock']> {
  if (value === 'real' || value === 'driven') return value;
  const drivenFrom = new Date(value.replace(/^driven:/, ''));
  if (!value.startsWith('driven:') || Number.isNaN(drivenFrom.getTime())) {
    throw new UsageError(
      `--clock ${value}: must be real, driven or driven:<instant>, e.g. driven:2026-03-02T09:00:00+08:00`,
    );
  }
  return { drivenFrom };
}
