import { SERVICES } from '@redress/contracts';
import type { World } from '../world/world';

/** Nothing stays parked, queued or skipped once parked events were retried. */
export function findParked({ snapshot }: World): string[] {
  return SERVICES.flatMap((service) =>
    snapshot.services[service].parked.map(
      ({ topic, partition, offset, status, reason }) =>
        `${service}: ${topic}/${partition}/${offset} is ${status} (${reason})`,
    ),
  );
}
