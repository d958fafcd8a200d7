import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoDirectoryFile } from '@redress/local';
import type { BenchContext, BenchPlatform } from '../measurement';

const CALLERS = 200;

/** The product's directory with 200 more members of one unit who take complaints in; the path of the file. */
export function directoryWithCallers(context: BenchContext): string {
  const directory = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as { staff: object[] };
  for (const id of callers()) {
    directory.staff.push({
      id,
      kind: 'STAFF',
      name: id,
      roles: ['FRONTLINE'],
      unitId: 'CS',
      capacity: 0,
      active: true,
      reportsTo: null,
      deputies: [],
      email: `${id.slice('staff:'.length)}@acme.example`,
      locale: 'en',
    });
  }
  const file = join(context.scratchFolder('directory'), 'directory.json');
  writeFileSync(file, JSON.stringify(directory));
  return file;
}

/** A token of each of them. */
export function tokensOfCallers(platform: BenchPlatform): Promise<string[]> {
  return Promise.all(callers().map((id) => platform.signedToken(id)));
}

function callers(): string[] {
  return Array.from({ length: CALLERS }, (_, index) => `staff:caller.${String(index + 1).padStart(3, '0')}`);
}
