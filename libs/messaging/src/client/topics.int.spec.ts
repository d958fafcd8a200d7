import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { checkTopics, createTopics, declaredTopics } from './topics';

let suite: TestSuite;
let admin: Admin;
const topics = declaredTopics(['privacy.keys.v1', 'complaint.submissions.v1']);

beforeAll(async () => {
  suite = await testInfrastructure();
  admin = suite.kafkaClient().admin();
  await admin.connect();
}, 240_000);

afterAll(async () => {
  await admin?.disconnect();
  await suite?.cleanup();
});

// architecture 4.1
it('creates the topics that are missing, once, as they are declared', async () => {
  const prefix = suite.topicPrefix;
  expect(await checkTopics(admin, topics, prefix)).toEqual([
    { topic: `${prefix}privacy.keys.v1`, setting: 'existence', expected: 'exists', actual: 'missing' },
    { topic: `${prefix}complaint.submissions.v1`, setting: 'existence', expected: 'exists', actual: 'missing' },
  ]);

  expect(await createTopics(admin, { prefix, topics })).toHaveLength(2);
  expect(await createTopics(admin, { prefix, topics })).toEqual([]);

  expect(await checkTopics(admin, topics, prefix)).toEqual([]);
});

// contracts, section 3
it('names every setting in which the broker differs from the declaration', async () => {
  const prefix = `${suite.topicPrefix}other-`;
  const declared = topics['privacy.keys.v1'] as (typeof topics)[string];
  await createTopics(admin, { prefix, topics: { 'privacy.keys.v1': { ...declared, partitions: 3 } } });
  const topic = `${prefix}privacy.keys.v1`;
  const changed = Object.entries({ 'cleanup.policy': 'delete', 'max.compaction.lag.ms': '9223372036854775807' });
  await admin.alterConfigs({
    validateOnly: false,
    resources: [
      {
        type: ConfigResourceTypes.TOPIC,
        name: topic,
        configEntries: changed.map(([name, value]) => ({ name, value })),
      },
    ],
  });

  // The broker hears from its controller of changed settings a moment after they are acknowledged.
  const differences = await eventually(
    async () => {
      const found = await checkTopics(admin, declaredTopics(['privacy.keys.v1']), prefix);
      return found.length > 1 ? found : undefined;
    },
    { what: 'the broker to know the changed settings' },
  );

  expect(differences).toEqual(
    expect.arrayContaining([
      { topic, setting: 'partitions', expected: '12', actual: '3' },
      { topic, setting: 'cleanup.policy', expected: 'compact', actual: 'delete' },
      { topic, setting: 'max.compaction.lag.ms', expected: '3600000', actual: '9223372036854775807' },
    ]),
  );
});
