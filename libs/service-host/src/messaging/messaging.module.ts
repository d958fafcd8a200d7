import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import type { ServiceName } from '@redress/contracts';
import { SeenGate } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import { KafkaConnection, Messaging, Parking, PausePartition } from '@redress/messaging';
import { HealthRegistry, Metrics, type Logger } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database } from '@redress/persistence';
import { UnknownPack } from '@redress/policy';
import { KeyRing } from '@redress/security';
import { UnknownCalendar } from '@redress/time';
import { IdleRegistry } from '../idle-registry';
import { LOGGER } from '../logger-token';
import { parkedEventsController } from '../operations/parked-events.controller';
import { recordSealer } from '../operations/record-sealer';
import { ServiceProcess } from '../process/service-process';
import { ServiceConfig } from '../service-config';

/** The broker: consumers, relay, and the parked events with their endpoints. With a `KeyRingModule` sealed records can be parked. */
@Module({})
export class MessagingModule implements OnModuleInit {
  constructor(
    private readonly messaging: Messaging,
    private readonly idle: IdleRegistry,
    health: HealthRegistry,
  ) {
    messaging.registerHealth(health);
  }

  static forRoot({ service }: { readonly service: ServiceName }): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      controllers: [parkedEventsController(service)],
      providers: [
        {
          provide: Messaging,
          inject: [
            ServiceProcess,
            ServiceConfig,
            Database,
            Outbox,
            Custody,
            LOGGER,
            Metrics,
            { token: KeyRing, optional: true },
          ],
          useFactory: openMessaging,
        },
        { provide: Parking, inject: [Messaging], useFactory: ({ parking }: Messaging) => parking },
        { provide: SeenGate, inject: [Messaging], useFactory: ({ progress }: Messaging) => progress },
      ],
      exports: [Messaging, Parking, SeenGate],
    };
  }

  /** After the workers have registered theirs: what a worker has finished is in the outbox when that is counted. */
  onModuleInit(): void {
    this.idle.register('outbox', () => this.messaging.relay.depth());
    this.idle.register('lag', () => this.messaging.runtime.behind(), { costly: true });
  }
}

function openMessaging(
  process: ServiceProcess,
  config: ServiceConfig,
  database: Database,
  outbox: Outbox,
  custody: Custody<ServiceName>,
  logger: Logger,
  metrics: Metrics,
  keyRing: KeyRing | undefined,
): Messaging {
  const messaging = new Messaging({
    service: outbox.service,
    database,
    kafka: new KafkaConnection({
      brokers: config.list('REDRESS_KAFKA_BROKERS'),
      clientId: `redress-${outbox.service}`,
      topicPrefix: config.optional('REDRESS_TOPIC_PREFIX') ?? '',
      logger,
    }),
    outbox,
    custody,
    logger,
    metrics,
    onFatal: (reason) => process.fatal(reason),
    isTraced: process.isTraced,
    waitsFor: (error) =>
      error instanceof UnknownPack || error instanceof UnknownCalendar ? new PausePartition(error.message) : undefined,
    ...(keyRing ? { sealer: recordSealer(keyRing) } : {}),
  });
  process.atEnd(() => messaging.stop());
  return messaging;
}
