import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, TOPIC_NAMES, type ServiceName, type TopicName } from '@redress/contracts';
import { withAdmin } from '@redress/workload';
import type { Admin } from 'kafkajs';
import type { Stage } from './stage';

interface Idle {
  readonly idle: boolean;
  readonly pending: Readonly<Record<string, number>>;
}

const POLL_MS = 200;

/**
 * Waits until the platform is at rest: nothing was published while every service was asked and found to have read all topics to
 * their end, its own documents included, with an empty outbox, no due clock and no letter to send, those included that wait
 * for another attempt.
 * @returns what is left when time is up, by service; empty when it is at rest
 */
export async function comeToRest(stage: Stage, timeoutMs: number): Promise<string[]> {
  const { infrastructure, topicPrefix } = stage.platform;
  return withAdmin(infrastructure.brokers, async (admin) => {
    const deadline = performance.now() + timeoutMs;
    for (let before = await endsOf(admin, topicPrefix); ;) {
      const busy = await busyWith(stage, before);
      const after = await endsOf(admin, topicPrefix);
      if (busy.length === 0 && JSON.stringify(before) === JSON.stringify(after)) return [];
      if (performance.now() > deadline) return busy.length > 0 ? busy : ['records are still being written'];
      before = after;
      await delay(POLL_MS);
    }
  });
}

async function endsOf(admin: Admin, prefix: string): Promise<Partial<Record<TopicName, string[]>>> {
  const ends = await Promise.all(
    TOPIC_NAMES.map(async (topic) => {
      const offsets = await admin.fetchTopicOffsets(`${prefix}${topic}`);
      const inOrder = offsets.toSorted((one, other) => one.partition - other.partition);
      return [topic, inOrder.map(({ high }) => high)] as const;
    }),
  );
  return Object.fromEntries(ends);
}

async function busyWith(stage: Stage, ends: Partial<Record<TopicName, string[]>>): Promise<string[]> {
  const states = await Promise.all(SERVICES.map((service) => stateOf(stage, service, ends)));
  const busy = states.flatMap(({ idle, pending }, index) =>
    idle ? [] : [`${SERVICES[index]}: ${JSON.stringify(pending)}`],
  );
  const letters = await stage.lettersOpen();
  return letters === 0 ? busy : [...busy, `${letters} letters are not sent`];
}

function stateOf(stage: Stage, service: ServiceName, ends: Partial<Record<TopicName, string[]>>): Promise<Idle> {
  return stage.ask<Idle>(service, 'POST', '/internal/idle', { ends, readBack: true });
}
