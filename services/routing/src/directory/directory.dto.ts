import { directoryEntrySchema, type DirectoryEntry } from '@redress/contracts';
import { z } from 'zod';
import type { RegisteredEntry } from './sql-directory-register';

export const entryParams = z.object({ id: z.string().min(1).max(110).describe('Unit code, or staff or client id') });

export const directoryViewSchema = z
  .object({
    id: z.string(),
    version: z.number().int().positive().describe('Send it as `If-Match` to change the entry'),
    entry: directoryEntrySchema,
  })
  .meta({ id: 'RegisteredEntry' });

export type DirectoryView = z.infer<typeof directoryViewSchema>;

/** Addresses of staff are for those who keep the directory. */
export function directoryView({ id, version, entry }: RegisteredEntry, seesAddresses: boolean): DirectoryView {
  const shown: DirectoryEntry = entry.kind === 'UNIT' || seesAddresses ? entry : { ...entry, email: null };
  return { id, version, entry: shown };
}
