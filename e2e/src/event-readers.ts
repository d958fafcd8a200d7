import 'reflect-metadata';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';
import { EVENTS, SERVICES, type ServiceName } from '@redress/contracts';
import type { ServiceDefinition } from '@redress/service-host';

/** What the decorators of consumers leave on their methods. */
interface Extras {
  readonly contracts?: readonly { readonly type: string }[];
}

/** Where the readers of the story are kept for `docs/events.md`, from the root of the repository. */
export const READERS_FILE = 'libs/contracts/readers.json';

/**
 * Which services take an event of the story with consumers of their own, by type, as a text. `load` gives the definition
 * of a service.
 */
export function readersText(load: (service: ServiceName) => ServiceDefinition): string {
  const taken = new Map(SERVICES.map((service) => [service, typesTakenBy(load(service))]));
  const readers = EVENTS.map(({ type }) => [type, SERVICES.filter((service) => taken.get(service)?.has(type))]);
  return `${JSON.stringify(Object.fromEntries(readers), null, 2)}\n`;
}

function typesTakenBy({ consumers }: ServiceDefinition): ReadonlySet<string> {
  const methods = consumers.flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype).map((name) => (prototype as Record<string, object>)[name] as object),
  );
  const extras = methods.map(
    (method) => Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) as Extras | undefined,
  );
  return new Set(extras.flatMap((extra) => extra?.contracts?.map(({ type }) => type) ?? []));
}
