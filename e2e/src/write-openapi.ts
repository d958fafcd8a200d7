import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import type { ServiceDefinition } from '@redress/service-host';
import { accessPage, rightsOf, type ServiceDocument } from './access-page';
import { openApiFiles } from './openapi-documents';

// node e2e/dist/write-openapi.js    writes docs/openapi and docs/access.md from the services as they were built

const built = (service: ServiceName): ServiceDefinition => {
  const file = join(workspaceRoot(), 'services', service, 'dist', `${service}.service-definition.js`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
};

openApiFiles(built).then(
  (files) => {
    rmSync(join(workspaceRoot(), 'docs', 'openapi'), { recursive: true, force: true });
    for (const [path, text] of files) {
      mkdirSync(dirname(join(workspaceRoot(), path)), { recursive: true });
      writeFileSync(join(workspaceRoot(), path), text);
    }
    const documents = [...files].map(([path, text]): ServiceDocument => {
      return { service: basename(path, '.json'), paths: (JSON.parse(text) as Pick<ServiceDocument, 'paths'>).paths };
    });
    writeFileSync(join(workspaceRoot(), 'docs', 'access.md'), accessPage(rightsOf(documents)));
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
