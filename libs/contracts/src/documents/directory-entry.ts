import { z } from 'zod';
import { ChannelCode, LocaleCode, RoleCode, SubmissionRight, UnitCode } from '../codes';
import { instantSchema, staffIdSchema } from '../values';
import { defineDocument } from './document';

/** What a `ce_source` looks like. It stays on the story for ever, so it must not be able to hold an address or a sentence. */
export const SOURCE_NAME = /^[A-Za-z0-9._~:/-]{1,128}$/;

/** Sources that the platform gives itself, to what it has identified in another way (contracts, section 4). */
export const RESERVED_SOURCE = /^(staff:|client:|channel:|portal$)/;

/** For what and how a system may submit complaints: a client over HTTP, a source over Kafka. */
export const submissionBindingSchema = z.strictObject({
  units: z.array(UnitCode).min(1).max(200).describe('Units that may receive its complaints; the first one by default'),
  channels: z.array(ChannelCode).min(1).describe('Channels that it may name'),
  rights: z.array(SubmissionRight).max(10),
});

export type SubmissionBinding = z.infer<typeof submissionBindingSchema>;

export const directoryEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('UNIT'),
    id: UnitCode,
    organisationId: z.string().min(1).max(64),
    name: z.object({ zh: z.string().max(100), en: z.string().max(100) }),
    parentId: UnitCode.nullable(),
    headId: staffIdSchema.nullable().describe('Who leads the unit'),
    openToPortal: z.boolean().optional().describe('Visitors of the portal may complain to it; closed when absent'),
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
    deputyPeriods: z
      .array(
        z.object({
          deputy: staffIdSchema.describe('One of the deputies'),
          from: instantSchema,
          until: instantSchema.nullable().describe('Null: until it is changed'),
        }),
      )
      .max(20)
      .optional()
      .describe('When deputies stand in who do so for a time only, business time; the others always do'),
    email: z.email().nullable(),
    locale: LocaleCode,
    submits: submissionBindingSchema.optional().describe('Of a client: what it may submit; nothing when absent'),
  }),
  submissionBindingSchema
    .extend({
      kind: z.literal('SOURCE').describe('A system that publishes complaints on Kafka'),
      id: z
        .string()
        .regex(SOURCE_NAME, 'must be 1 to 128 letters, digits or . _ ~ : / -')
        .refine((id) => !RESERVED_SOURCE.test(id), 'must not begin with staff:, client: or channel:, nor be portal')
        .describe('Its `ce_source`'),
      organisationId: z.string().min(1).max(64),
      name: z.string().max(100),
      keyIds: z
        .array(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits or . _ -'))
        .max(2)
        .describe(
          'Keys that it may sign with; two while they are changed. The keys themselves are known to intake alone',
        ),
      active: z.boolean(),
    })
    .strip(),
]);

export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

export const directoryEntry = defineDocument({
  type: 'redress.routing.directory-entry.v1',
  topic: 'org.directory.v1',
  emitter: 'routing',
  schema: directoryEntrySchema,
  description: 'A unit, a person, a service client or a submitting source; a tombstone removes it.',
  example: {
    kind: 'UNIT' as const,
    id: 'CS',
    organisationId: 'acme',
    name: { zh: '客户服务部', en: 'Customer service' },
    parentId: 'HQ',
    headId: 'staff:sun.cs',
  } as DirectoryEntry,
});
