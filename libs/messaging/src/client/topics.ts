import { TOPICS, type TopicDefinition, type TopicName } from '@redress/contracts';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';

export type DeclaredTopics = Readonly<Record<string, TopicDefinition>>;

export interface CreateTopicsOptions {
  /** Put before every name. Default ''. */
  readonly prefix?: string;
  /** Default -1: what the broker is set to. Production: 3. */
  readonly replicationFactor?: number;
  /** Topics to create. Default: all that are declared. */
  readonly topics?: DeclaredTopics;
}

/** A tombstone outlives the longest absence that we expect of a reader; it holds no data, so keeping it costs nothing. */
const TOMBSTONE_KEPT_MS = 30 * 86_400_000;
const CREATION_TIMEOUT_MS = 30_000;
const MAX_MESSAGE_BYTES = 1_048_588;

/**
 * Creates the topics that are missing; those that exist are left as they are.
 * @returns names (with prefix) of the topics that were created
 */
export async function createTopics(admin: Admin, options: CreateTopicsOptions = {}): Promise<string[]> {
  const { prefix = '', replicationFactor = -1, topics = TOPICS } = options;
  const existing = new Set(await admin.listTopics());
  const missing = Object.entries(topics).filter(([name]) => !existing.has(prefix + name));
  if (missing.length === 0) return [];
  await admin.createTopics({
    waitForLeaders: false,
    topics: missing.map(([name, definition]) => ({
      topic: prefix + name,
      numPartitions: definition.partitions,
      replicationFactor,
      configEntries: Object.entries(settingsOf(definition)).map(([key, value]) => ({ name: key, value })),
    })),
  });
  const created = missing.map(([name]) => prefix + name);
  await untilKnown(admin, created);
  return created;
}

/** A created topic is known to the controller at once and to the brokers a moment later. */
async function untilKnown(admin: Admin, topics: string[]): Promise<void> {
  const until = performance.now() + CREATION_TIMEOUT_MS;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics });
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await delay(100);
    }
  }
}

/** One setting in which the broker and the declaration differ. */
export interface TopicDifference {
  /** Name with prefix. */
  readonly topic: string;
  readonly setting: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Compares the broker's topics with their declaration. A service is not ready while there are differences: a topic with
 * another number of partitions or a shorter retention silently breaks the story.
 */
export async function checkTopics(
  admin: Admin,
  topics: DeclaredTopics = TOPICS,
  prefix = '',
): Promise<TopicDifference[]> {
  const existing = new Set(await admin.listTopics());
  const declared = Object.entries(topics).map(([name, definition]) => ({ topic: prefix + name, definition }));
  const differences: TopicDifference[] = declared
    .filter(({ topic }) => !existing.has(topic))
    .map(({ topic }) => ({ topic, setting: 'existence', expected: 'exists', actual: 'missing' }));
  const present = declared.filter(({ topic }) => existing.has(topic));
  if (present.length === 0) return differences;

  const [metadata, configs] = await Promise.all([
    admin.fetchTopicMetadata({ topics: present.map(({ topic }) => topic) }),
    admin.describeConfigs({
      includeSynonyms: false,
      resources: present.map(({ topic, definition }) => ({
        type: ConfigResourceTypes.TOPIC,
        name: topic,
        configNames: Object.keys(settingsOf(definition)),
      })),
    }),
  ]);
  for (const { topic, definition } of present) {
    const compare = (setting: string, expected: string, actual: string | undefined): void => {
      if (actual !== expected) differences.push({ topic, setting, expected, actual: actual ?? 'unknown' });
    };
    const partitions = metadata.topics.find((found) => found.name === topic)?.partitions.length;
    compare('partitions', String(definition.partitions), partitions === undefined ? undefined : String(partitions));
    const entries = configs.resources.find((resource) => resource.resourceName === topic)?.configEntries ?? [];
    for (const [setting, expected] of Object.entries(settingsOf(definition))) {
      compare(setting, expected, entries.find((entry) => entry.configName === setting)?.configValue);
    }
  }
  return differences;
}

/** The declared topics of these names; for services, which check only what they read and write. */
export function declaredTopics(names: readonly TopicName[]): DeclaredTopics {
  return Object.fromEntries(names.map((name) => [name, TOPICS[name]]));
}

function settingsOf(definition: TopicDefinition): Record<string, string> {
  const settings: Record<string, string> = {
    'cleanup.policy': definition.cleanup,
    'compression.type': definition.compression,
    'max.message.bytes': String(MAX_MESSAGE_BYTES),
  };
  if (definition.cleanup === 'delete') {
    settings['retention.ms'] = String(definition.retentionMs ?? -1);
    settings['retention.bytes'] = '-1';
  } else {
    settings['delete.retention.ms'] = String(TOMBSTONE_KEPT_MS);
    if (definition.maxCompactionLagMs !== undefined) {
      settings['max.compaction.lag.ms'] = String(definition.maxCompactionLagMs);
    }
  }
  return settings;
}
