import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from '../measurement';

/** As many as the directory allows. */
const ROOM = 100_000;

interface Directory {
  readonly staff: { readonly roles: readonly string[]; capacity: number }[];
}

/** The directory of a file with handlers who never have too much in hand; the path of the new file. */
export function roomyDirectory(context: BenchContext, file: string): string {
  const directory = JSON.parse(readFileSync(file, 'utf8')) as Directory;
  for (const person of directory.staff) if (person.roles.includes('UNIT_HANDLER')) person.capacity = ROOM;
  const roomy = join(context.scratchFolder('roomy-directory'), 'directory.json');
  writeFileSync(roomy, JSON.stringify(directory));
  return roomy;
}
