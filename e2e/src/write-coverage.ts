import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { coverageOf, coveragePage } from './coverage-page';

const root = resolve(__dirname, '../..');
writeFileSync(join(root, 'docs/coverage.md'), coveragePage(coverageOf(root)));
