import { KafkaConnection } from '@redress/messaging';
import { createLogger } from '@redress/observability';
import { ServiceConfig } from '@redress/service-host';
import { rebuildProjections } from './overview/rebuild/rebuild-projections';

const REPORT_EVERY_MS = 2_000;

/** Rebuilds the projections with the settings of the service, as `redress projections rebuild` runs it. */
async function main(): Promise<void> {
  const config = new ServiceConfig(process.env);
  const kafka = new KafkaConnection({
    brokers: config.list('REDRESS_KAFKA_BROKERS'),
    clientId: 'redress-analytics-rebuild',
    topicPrefix: config.optional('REDRESS_TOPIC_PREFIX') ?? '',
    logger: createLogger({ service: 'analytics', level: config.text('REDRESS_LOG_LEVEL', 'error') }),
  });
  let reportedAtMs = performance.now();
  const { read, complaints } = await rebuildProjections({
    databaseUrl: config.text('REDRESS_DATABASE_URL'),
    kafka,
    onProgress: (count) => {
      if (performance.now() - reportedAtMs < REPORT_EVERY_MS) return;
      reportedAtMs = performance.now();
      console.log(`read ${count} events`);
    },
  });
  console.log(`read ${read} events of ${complaints} complaints; the new projections are in use`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
