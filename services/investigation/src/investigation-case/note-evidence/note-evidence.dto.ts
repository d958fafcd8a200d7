import { instantSchema, Provenance, zonedInstantSchema } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

const common = {
  description: z.string().trim().min(1).max(2_000).describe('What it shows; kept sealed'),
  receivedAt: zonedInstantSchema
    .optional()
    .describe('When the enterprise got it, business time; now if absent, never in the future'),
};

export const evidenceNoteSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('CONTACT_NOTE').describe('What was said in a contact, as its note in the log has it'),
    contactId: z.uuid().describe('The contact'),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('RECORD_REFERENCE').describe('A record of another system, which keeps it'),
    system: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
      .describe('Code of the system'),
    reference: z.string().trim().min(1).max(200).describe('Under which the record is found there; kept sealed'),
    provenance: Provenance.default('SYSTEM_RECORD'),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('STATEMENT').describe('What a person said'),
    statement: z.string().trim().min(1).max(20_000).describe('The words; kept sealed'),
    provenance: Provenance.describe('Whose statement it is'),
  }),
]);

export const evidenceNotedSchema = movedSchema.extend({
  evidenceId: z.uuid(),
  receivedAt: instantSchema,
  version: z.number().int().describe('Version of the case after it'),
});
