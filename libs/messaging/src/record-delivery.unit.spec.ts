import { complaintRegistered, intakeDossier, letterSent, type TopicName } from '@redress/contracts';
import { Metrics } from '@redress/observability';
import { HEADER } from '@redress/outbox';
import type { RawRecord } from './log-record';
import { RecordDelivery, type RecordDeliveryOptions } from './record-delivery';
import { Subscriptions } from './subscriptions';

const SUBMISSIONS: TopicName = 'complaint.submissions.v1';

const nothing = async () => undefined;

const delivery = () => {
  const subscriptions = new Subscriptions();
  subscriptions.add({
    kind: 'events',
    consumer: 'routing.take',
    contracts: [complaintRegistered, intakeDossier],
    deliver: nothing,
  });
  subscriptions.add({ kind: 'records', consumer: 'routing.take-submissions', topic: SUBMISSIONS, deliver: nothing });
  return new RecordDelivery({
    subscriptions,
    custody: { service: 'routing' },
    metrics: new Metrics('routing', { processMetrics: false }),
    isTraced: false,
  } as unknown as RecordDeliveryOptions);
};

const record = (topic: TopicName, type: string, source = '/redress/intake') =>
  ({
    topic,
    headers: { [HEADER.type]: Buffer.from(type), [HEADER.source]: Buffer.from(source) },
  }) as unknown as RawRecord;

describe('news', () => {
  it.each([
    ['an event that a consumer takes', record(complaintRegistered.topic, complaintRegistered.type), true],
    ['a record that a consumer takes as it is', record(SUBMISSIONS, 'anything'), true],
    ['an event that nobody takes', record(letterSent.topic, letterSent.type), false],
    [
      'an event that the service wrote itself',
      record(complaintRegistered.topic, complaintRegistered.type, '/redress/routing'),
      false,
    ],
    ['a document, which is kept for later', record(intakeDossier.topic, intakeDossier.type), false],
  ])('%s: %s', (_, given, expected) => {
    expect(delivery().isNews(given)).toBe(expected);
  });
});
