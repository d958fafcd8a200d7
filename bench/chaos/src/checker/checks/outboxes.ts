import type { World } from '../world/world';
import { SERVICES } from '@redress/contracts';

/** Every event that a service recorded has left its outbox. */
export function findOutboxRows({ snapshot }: World): string[] {
  return SERVICES.flatMap((service) =>
    snapshot.services[service].outbox.map(
      ({ id, topic, key, isBlocked }) =>
        `row ${id} of ${service} for ${topic}, key ${key}${isBlocked ? ', is blocked' : ''}`,
    ),
  );
}
