import { z } from 'zod';
import { LocaleCode, RoleCode, UnitCode } from '../codes';
import { staffIdSchema } from '../values';
import { defineDocument } from './document';

export const directoryEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('UNIT'),
    id: UnitCode,
    organisationId: z.string().min(1).max(64),
    name: z.object({ zh: z.string().max(100), en: z.string().max(100) }),
    parentId: UnitCode.nullable(),
    headId: staffIdSchema.nullable().describe('Who leads the unit'),
  }),
  z.object({
    kind: z.enum(['STAFF', 'CLIENT']).describe('A person, or a system with client credentials'),
    id: staffIdSchema,
    organisationId: z.string().min(1).max(64),
    name: z.string().max(100),
    roles: z.array(RoleCode).max(20),
    unitId: UnitCode,
    capacity: z.number().int().min(0).max(100_000).describe('How many complaints at a time'),
    active: z.boolean(),
    reportsTo: staffIdSchema.nullable(),
    deputies: z.array(staffIdSchema).max(10),
    email: z.email().nullable(),
    locale: LocaleCode,
  }),
]);

export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

export const directoryEntry = defineDocument({
  type: 'redress.routing.directory-entry.v1',
  topic: 'org.directory.v1',
  emitter: 'routing',
  schema: directoryEntrySchema,
  description: 'A unit, a person or a service client; a tombstone removes it.',
  example: {
    kind: 'UNIT' as const,
    id: 'CS',
    organisationId: 'acme',
    name: { zh: '客户服务部', en: 'Customer service' },
    parentId: 'HQ',
    headId: 'staff:sun.cs',
  } as DirectoryEntry,
});
