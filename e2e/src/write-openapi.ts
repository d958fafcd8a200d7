import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import { accessPage, rightsOf, type ServiceDocument } from './access-page';
import { builtDefinition } from './built-definition';
import { openApiFiles } from './openapi-documents';

// node e2e/dist/write-openapi.js    writes docs/openapi and docs/access.md from the services as they were built

openApiFiles(builtDefinition).then(
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
