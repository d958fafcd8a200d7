import { readFile } from 'node:fs/promises';
import { directoryEntrySchema, type DirectoryEntry } from '@redress/contracts';
import { z } from 'zod';
import { unitsNamedBy } from '../domain/directory-rules';

/** The directory file cannot be used; the message lists every field that breaks a rule. */
export class InvalidDirectoryFile extends Error {
  constructor(file: string, problems: readonly string[]) {
    super(`The directory file ${file} is not valid: ${problems.join('; ')}`);
    this.name = 'InvalidDirectoryFile';
  }
}

const fileSchema = z.strictObject({
  organisationId: z.string().min(1).max(64),
  units: z.array(z.record(z.string(), z.unknown())),
  staff: z.array(z.record(z.string(), z.unknown())),
  sources: z.array(z.record(z.string(), z.unknown())).default([]),
});

/**
 * Reads a directory file `{organisationId, units, staff, sources?}`, each entry as on `org.directory.v1`; one that names no
 * `organisationId` is of that of the file; units and sources need no `kind`.
 * @returns units first, every unit after the one that it lies below
 * @throws InvalidDirectoryFile
 */
export async function readDirectoryFile(file: string): Promise<DirectoryEntry[]> {
  return parseDirectoryFile(await readFile(file, 'utf8'), file);
}

/** As {@link readDirectoryFile}, from the text of the file. */
export function parseDirectoryFile(text: string, file: string): DirectoryEntry[] {
  const content = fileSchema.safeParse(jsonOf(text));
  if (!content.success) throw new InvalidDirectoryFile(file, content.error.issues.map(problemAt('')));
  const { organisationId, units, staff, sources } = content.data;
  const problems: string[] = [];
  const check = (path: string, value: Record<string, unknown>): DirectoryEntry[] => {
    const parsed = directoryEntrySchema.safeParse({ organisationId, ...value });
    if (parsed.success) return [parsed.data];
    problems.push(...parsed.error.issues.map(problemAt(path)));
    return [];
  };
  const entries = [
    ...units.flatMap((unit, index) => check(`/units/${index}`, { kind: 'UNIT', ...unit })),
    ...staff.flatMap((member, index) => check(`/staff/${index}`, member)),
    ...sources.flatMap((source, index) => check(`/sources/${index}`, { kind: 'SOURCE', ...source })),
  ];
  const unitIds = new Set(entries.filter(({ kind }) => kind === 'UNIT').map(({ id }) => id));
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.id)) problems.push(`${entry.id} is there twice`);
    seen.add(entry.id);
    const above = entry.kind === 'UNIT' ? entry.parentId : entry.kind === 'SOURCE' ? null : entry.unitId;
    if (above !== null && !unitIds.has(above))
      problems.push(`${entry.id} lies in ${above}, which is not a unit of the file`);
    for (const unit of unitsNamedBy(entry))
      if (!unitIds.has(unit)) problems.push(`${entry.id} submits for ${unit}, which is not a unit of the file`);
  }
  if (problems.length > 0) throw new InvalidDirectoryFile(file, problems);
  return entries;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemAt(path: string) {
  return (issue: { path: PropertyKey[]; message: string }): string =>
    `${[path, ...issue.path.map(String)].join('/') || '/'} ${issue.message}`;
}
