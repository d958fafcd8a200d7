import { createLogger, startTracing } from '@redress/observability';
import type { ServiceName } from '@redress/contracts';
import { RestingHeap } from './resting-heap';
import type { ServiceDefinition } from './service-definition';

/**
 * Runs a service as this process until SIGTERM or SIGINT. `load` is called after tracing has started, because libraries
 * that were loaded before it are not traced.
 */
export async function runService<S extends ServiceName>(
  name: S,
  load: () => Promise<ServiceDefinition<S>>,
): Promise<void> {
  const tracing = startTracing(name);
  const logger = createLogger({ service: name, level: process.env['REDRESS_LOG_LEVEL'] ?? 'info' });
  const die = (error: unknown): void => {
    logger.fatal({ err: error }, 'the process cannot go on');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
  try {
    const definition = await load();
    const { startService } = await import('./start-service.js');
    const service = await startService(definition, process.env, { isTraced: tracing.enabled, logger });
    new RestingHeap().start();
    let signals = 0;
    const end = (signal: NodeJS.Signals): void => {
      signals += 1;
      if (signals > 1) process.exit(1);
      logger.info({ signal }, 'stopping');
      service
        .stop()
        .then(() => tracing.shutdown())
        .then(() => process.exit(0), die);
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
  } catch (error) {
    die(error);
  }
}
