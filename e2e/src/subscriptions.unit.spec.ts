import 'reflect-metadata';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { PATTERN_EXTRAS_METADATA } from '@nestjs/microservices/constants.js';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import * as host from '@redress/service-host';
import type { ServiceDefinition } from '@redress/service-host';

/** What the decorators of consumers leave on their methods. */
interface Extras {
  readonly contracts?: readonly { readonly type: string }[];
  readonly topic?: string;
}

function definitionOf(service: ServiceName): ServiceDefinition {
  const file = join(workspaceRoot(), 'services', service, 'src', `${service}.service-definition`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
}

/** `event handler`, for every event or topic that the methods of a class take. */
function takenBy(handler: Type): string[] {
  const prototype = handler.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((method) => {
    const extras = Reflect.getMetadata(PATTERN_EXTRAS_METADATA, prototype[method] as object) as Extras | undefined;
    return [...(extras?.contracts?.map(({ type }) => type) ?? []), ...(extras?.topic ? [extras.topic] : [])].map(
      (event) => `${event} ${handler.name}`,
    );
  });
}

describe('subscriptions.ts', () => {
  it.each(SERVICES)('of %s says every event that its own modules handle, and which class handles it', (service) => {
    const definition = definitionOf(service);
    const ofHost = new Set<unknown>(Object.values(host));
    const own = [...host.controllersByModule(definition)].filter(([module]) => !ofHost.has(module));
    const said = definition.subscriptions.flatMap(({ event, handler }) =>
      [event].flat().map((one) => `${typeof one === 'string' ? one : one.type} ${handler.name}`),
    );

    expect(said.length).toBeGreaterThan(0);
    expect(said.toSorted()).toEqual(own.flatMap(([, controllers]) => controllers.flatMap(takenBy)).toSorted());
  });
});
