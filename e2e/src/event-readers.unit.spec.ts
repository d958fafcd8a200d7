import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import type { ServiceDefinition } from '@redress/service-host';
import { READERS_FILE, readersText } from './event-readers';

function definitionOf(service: ServiceName): ServiceDefinition {
  const file = join(workspaceRoot(), 'services', service, 'src', `${service}.service-definition`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
}

describe('who reads which event', () => {
  it('is kept as the subscriptions of the services say (npm run contracts)', () => {
    expect(readFileSync(join(workspaceRoot(), READERS_FILE), 'utf8')).toBe(readersText(definitionOf));
  });
});
