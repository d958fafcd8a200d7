import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Folder of the workspace: the nearest one above this file that holds `nx.json`. Throws when there is none. */
export function workspaceRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'nx.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No nx.json above ${__dirname}: this file must lie inside the workspace.`);
    folder = parent;
  }
  return folder;
}

/** Path inside the workspace's private, unversioned state folder: `REDRESS_HOME` if set, else `.redress`. */
export function stateDirectory(...segments: string[]): string {
  return resolve(process.env['REDRESS_HOME'] ?? join(workspaceRoot(), '.redress'), ...segments);
}
