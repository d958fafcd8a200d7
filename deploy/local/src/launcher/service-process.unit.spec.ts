import { SERVICES } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SERVICE_NODE_FLAGS } from './service-process';

const fileOfWorkspace = (name: string): string => readFileSync(join(workspaceRoot(), name), 'utf8');
const nodeWithFlags = ['node', ...SERVICE_NODE_FLAGS];

it.each(SERVICES)('containers run %s as the launcher does', (service) => {
  const compose = parse(fileOfWorkspace('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { entrypoint?: string[]; command: string[] }>;
  };
  const { entrypoint = [], command } = compose.services[service] ?? { command: [] };
  expect([...entrypoint, ...command]).toEqual([...nodeWithFlags, `services/${service}/dist/main.js`]);
});

it('so does the image when it is told nothing', () => {
  const command = /^CMD (\[.*\])$/m.exec(fileOfWorkspace('Dockerfile'))?.[1] ?? '[]';
  expect((JSON.parse(command) as string[]).slice(0, -1)).toEqual(nodeWithFlags);
});
