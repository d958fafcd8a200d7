import { complaintRegistered, letterSent, type Received, type ServiceName } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { createLogger, Metrics } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database } from '@redress/persistence';
import type { Type } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { Consumes, EventConsumer } from './consumes.decorator';
import { KafkaConnection } from '../client/kafka';
import { Messaging } from '../messaging';
import { InvalidSubscription } from './subscriptions';

@EventConsumer()
class First {
  @Consumes(complaintRegistered, { consumer: 'routing.assess' })
  on(_: readonly Received[]): Promise<void> {
    return Promise.resolve();
  }
}

@EventConsumer()
class SameName {
  @Consumes(letterSent, { consumer: 'routing.assess' })
  on(_: readonly Received[]): Promise<void> {
    return Promise.resolve();
  }
}

@EventConsumer()
class Undeclared {
  @EventPattern<string>('routing.listen-by-hand')
  on(): void {}
}

const boot = async (...consumers: Type[]) => {
  const logger = createLogger({ service: 'spec', level: 'silent' });
  const outbox = new Outbox('routing');
  const messaging = new Messaging({
    service: 'routing',
    database: new Database({ url: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'spec', migrations: [] }),
    kafka: new KafkaConnection({ brokers: ['127.0.0.1:1'], clientId: 'spec', logger }),
    outbox,
    custody: new Custody<ServiceName>('routing', outbox),
    logger,
    metrics: new Metrics('routing', { processMetrics: false }),
    onFatal: () => undefined,
  });
  const module = await Test.createTestingModule({ controllers: consumers }).compile();
  const app = module.createNestMicroservice({ strategy: messaging.server, logger: false });
  await app.init();
  return messaging;
};

describe('starting a service', () => {
  it('reads the story besides the topics of its consumers', async () => {
    const messaging = await boot(First);

    expect(messaging.runtime.topics).toEqual(['complaint.lifecycle.v1']);
    expect(messaging.runtime.groupId).toBe('redress-routing');
    expect(messaging.topics).toEqual(['complaint.lifecycle.v1', 'routing.dossiers.v1', 'org.directory.v1']);
  });

  it('fails when two consumers have one name', async () => {
    await expect(boot(First, SameName)).rejects.toThrow(InvalidSubscription);
  });

  it('fails when a method listens without saying what it consumes', async () => {
    await expect(boot(Undeclared)).rejects.toThrow('without @Consumes');
  });
});
