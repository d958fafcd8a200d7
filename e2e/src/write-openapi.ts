import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import { builtDefinition } from './built-definition';
import { openApiFiles } from './openapi-documents';

// node e2e/dist/write-openapi.js    writes docs/openapi from the services as they were built

openApiFiles(builtDefinition).then(
  (files) => {
    rmSync(join(workspaceRoot(), 'docs', 'openapi'), { recursive: true, force: true });
    for (const [path, text] of files) {
      mkdirSync(dirname(join(workspaceRoot(), path)), { recursive: true });
      writeFileSync(join(workspaceRoot(), path), text);
    }
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
