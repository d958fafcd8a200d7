import { join } from 'node:path';
import type { ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import type { ServiceDefinition } from '@redress/service-host';

/** The definition of a service as it was built. */
export function builtDefinition(service: ServiceName): ServiceDefinition {
  const file = join(workspaceRoot(), 'services', service, 'dist', `${service}.service-definition.js`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
}
