import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryEntrySchema } from '@redress/contracts';
import { z } from 'zod';

/** A member of staff or a service client as the directory file names them. */
export interface DirectoryMember {
  id: string;
  organisationId: string;
  kind: 'STAFF' | 'CLIENT';
  name: string;
  roles: string[];
  unitId: string;
  locale: string;
  active: boolean;
}

/** A system that publishes complaints, as the directory file names it. */
export interface DirectorySource {
  id: string;
  keyIds: string[];
  active: boolean;
}

export interface DirectoryFile {
  /** Of the entries that name none. */
  organisationId: string;
  staff: DirectoryMember[];
  sources: DirectorySource[];
}

const fileSchema = z.object({
  organisationId: z.string().min(1),
  units: z.array(z.record(z.string(), z.unknown())),
  staff: z.array(z.record(z.string(), z.unknown())),
  sources: z.array(z.record(z.string(), z.unknown())).default([]),
});

/** Path of the directory that comes with the product: the organisation `acme`, and `globex` beside it. */
export function demoDirectoryFile(): string {
  return join(__dirname, '..', 'demo-directory.json');
}

/**
 * Reads a directory file: `{ organisationId, units, staff, sources? }`, each entry as on `org.directory.v1`; one that names
 * no `organisationId` is of that of the file.
 * Throws an error that lists every entry and field that breaks a rule.
 */
export function readDirectoryFile(file: string): DirectoryFile {
  const content = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const problems: string[] = [];
  const unitIds = new Set(content.units.map((unit) => unit['id']));
  const staff: DirectoryMember[] = [];
  const sources: DirectorySource[] = [];
  const check = (path: string, entry: Record<string, unknown>) => {
    const parsed = directoryEntrySchema.safeParse({ organisationId: content.organisationId, ...entry });
    for (const issue of parsed.error?.issues ?? []) problems.push(`${path}/${issue.path.join('/')}: ${issue.message}`);
    return parsed.data;
  };
  content.units.forEach((unit, index) => check(`/units/${index}`, { kind: 'UNIT', ...unit }));
  content.staff.forEach((member, index) => {
    const entry = check(`/staff/${index}`, member);
    if (!entry || (entry.kind !== 'STAFF' && entry.kind !== 'CLIENT')) return;
    if (!unitIds.has(entry.unitId)) problems.push(`/staff/${index}/unitId: ${entry.unitId} is not a unit of this file`);
    if (staff.some((other) => other.id === entry.id)) problems.push(`/staff/${index}/id: ${entry.id} is there twice`);
    staff.push(entry);
  });
  content.sources.forEach((source, index) => {
    const entry = check(`/sources/${index}`, { kind: 'SOURCE', ...source });
    if (entry?.kind === 'SOURCE') sources.push(entry);
  });
  if (problems.length > 0)
    throw new Error(`${file} is not a directory:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  return { organisationId: content.organisationId, staff, sources };
}
