import { TOPIC_NAMES } from '@redress/contracts';
import type { TopicDifference } from '@redress/messaging';
import { withKafka } from '../kafka/with-kafka';
import type { Outcome } from '../outcome';
import type { Settings } from '../settings/settings';
import { table } from '../terminal/table';

/** `redress topics create`: creates what is missing and compares what was there. */
export function createMissingTopics(settings: Settings, replicationFactor: number | undefined): Promise<Outcome> {
  return withKafka(settings, async (_, admin) => {
    const { checkTopics, createTopics, topicOffsets } = await import('@redress/messaging');
    const prefix = settings.topicPrefix;
    const created = await createTopics(admin, {
      prefix,
      ...(replicationFactor === undefined ? {} : { replicationFactor }),
    });
    // Else the next writer may be told that they have no leader.
    for (const topic of created) await topicOffsets(admin, topic);
    const differences = await checkTopics(admin, undefined, prefix);
    const summary =
      created.length === 0
        ? `All ${TOPIC_NAMES.length} topics exist already.`
        : [`Created ${created.length} of ${TOPIC_NAMES.length} topics:`, ...created.map((name) => `  ${name}`)].join(
            '\n',
          );
    return {
      text: differences.length === 0 ? summary : `${summary}\n\n${describe(differences)}`,
      json: { created, differences },
      isBad: differences.length > 0,
    };
  });
}

/** `redress topics check`: compares the topics of the broker with their declaration. */
export function compareTopics(settings: Settings): Promise<Outcome> {
  return withKafka(settings, async (_, admin) => {
    const { checkTopics } = await import('@redress/messaging');
    const differences = await checkTopics(admin, undefined, settings.topicPrefix);
    return {
      text:
        differences.length === 0 ? `All ${TOPIC_NAMES.length} topics are as they are declared.` : describe(differences),
      json: { checked: TOPIC_NAMES.length, differences },
      isBad: differences.length > 0,
    };
  });
}

function describe(differences: readonly TopicDifference[]): string {
  const topics = new Set(differences.map(({ topic }) => topic)).size;
  return [
    `${topics} of ${TOPIC_NAMES.length} topics differ from their declaration; services that use them are not ready:`,
    '',
    table(
      ['topic', 'setting', 'declared', 'on the broker'],
      differences.map(({ topic, setting, expected, actual }) => [topic, setting, expected, actual]),
    ),
  ].join('\n');
}
