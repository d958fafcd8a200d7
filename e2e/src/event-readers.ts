import { EVENTS, SERVICES, type ServiceName } from '@redress/contracts';
import type { ServiceDefinition } from '@redress/service-host';

/** Where the readers of the story are kept for `docs/events.md`, from the root of the repository. */
export const READERS_FILE = 'libs/contracts/readers.json';

/**
 * Which services take an event of the story with handlers of their own, by type, as a text. `load` gives the definition
 * of a service.
 */
export function readersText(load: (service: ServiceName) => ServiceDefinition): string {
  const taken = new Map(SERVICES.map((service) => [service, typesTakenBy(load(service))]));
  const readers = EVENTS.map(({ type }) => [type, SERVICES.filter((service) => taken.get(service)?.has(type))]);
  return `${JSON.stringify(Object.fromEntries(readers), null, 2)}\n`;
}

function typesTakenBy({ subscriptions }: ServiceDefinition): ReadonlySet<string> {
  return new Set(
    subscriptions.flatMap(({ event }) => [event].flat().flatMap((one) => (typeof one === 'string' ? [] : [one.type]))),
  );
}
