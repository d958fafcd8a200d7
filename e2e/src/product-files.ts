import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';

/** Paths of the files in these folders that belong to the repository, new ones included, relative to its root; specs left out. */
export function productFiles(...folders: readonly string[]): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: workspaceRoot(),
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('.spec.ts') && existsSync(join(workspaceRoot(), path)));
}

/** The text of one of {@link productFiles}. */
export function textOf(path: string): string {
  return readFileSync(join(workspaceRoot(), path), 'utf8');
}
