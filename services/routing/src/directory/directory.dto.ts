import { directoryEntrySchema, instantSchema, machines, type DirectoryEntry } from '@redress/contracts';
import { z } from 'zod';
import type { DirectoryChangeEntity, DirectoryProposalEntity } from '../database/entities';
import type { RegisteredEntry } from './sql-directory-register';

export const entryParams = z.object({
  id: z.string().min(1).max(128).describe('Unit code, staff or client id, or source'),
});

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
  return { id, version, entry: shownEntry(entry, seesAddresses) };
}

function shownEntry(entry: DirectoryEntry, seesAddresses: boolean): DirectoryEntry {
  return entry.kind === 'UNIT' || entry.kind === 'SOURCE' || seesAddresses ? entry : { ...entry, email: null };
}

const entryOrNone = (when: string) => directoryEntrySchema.nullable().describe(`The whole entry; null when it ${when}`);
const authorSchema = z.string().describe('staff:… or client:…, or file:… for the directory file of the operator');

export const entryChangeSchema = z
  .object({
    changeId: z.uuid(),
    entryId: z.string(),
    before: entryOrNone('was added'),
    after: entryOrNone('was removed'),
    changedBy: authorSchema,
    confirmedBy: z.string().nullable().describe('The second administrator, where one was needed'),
    proposalId: z.uuid().nullable(),
    changedAt: instantSchema.describe('Business time'),
  })
  .meta({ id: 'EntryChange' });

/** One change with entries as the reader may see them. */
export function entryChangeView(
  { changeId, entryId, before, after, changedBy, confirmedBy, proposalId, changedAt }: DirectoryChangeEntity,
  seesAddresses: boolean,
): z.infer<typeof entryChangeSchema> {
  return {
    changeId,
    entryId,
    before: before && shownEntry(before, seesAddresses),
    after: after && shownEntry(after, seesAddresses),
    changedBy,
    confirmedBy,
    proposalId,
    changedAt: changedAt.toISOString(),
  };
}

export const proposedChangeSchema = z
  .object({
    proposalId: z.uuid(),
    entryId: z.string(),
    before: entryOrNone('is to be added'),
    after: entryOrNone('is to be removed'),
    state: machines.directoryProposal.schema,
    proposedBy: z.string(),
    proposedAt: instantSchema,
    expiresAt: instantSchema.describe('Business time from which it cannot be confirmed any more'),
    settledBy: z.string().nullable().describe('Who confirmed, refused or withdrew it'),
    settledAt: instantSchema.nullable(),
    reason: z.string().nullable().describe('Why it was refused'),
  })
  .meta({ id: 'ProposedChange' });

/** One proposal with entries as the reader may see them. */
export function proposedChangeView(
  { proposedAt, expiresAt, settledAt, before, after, ...proposal }: DirectoryProposalEntity,
  seesAddresses: boolean,
): z.infer<typeof proposedChangeSchema> {
  const { proposalId, entryId, state, proposedBy, settledBy, reason } = proposal;
  return {
    proposalId,
    entryId,
    before: before && shownEntry(before, seesAddresses),
    after: after && shownEntry(after, seesAddresses),
    state,
    proposedBy,
    proposedAt: proposedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    settledBy,
    settledAt: settledAt?.toISOString() ?? null,
    reason,
  };
}

export const changeProposedSchema = z
  .object({
    proposalId: z.uuid().describe('To be confirmed under /v1/directory-changes'),
    expiresAt: instantSchema,
  })
  .meta({ id: 'ChangeProposed' });
