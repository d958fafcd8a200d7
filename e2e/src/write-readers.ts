import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import { builtDefinition } from './built-definition';
import { READERS_FILE, readersText } from './event-readers';

// node e2e/dist/write-readers.js    writes who reads which event, from the services as they were built

writeFileSync(join(workspaceRoot(), READERS_FILE), readersText(builtDefinition));
