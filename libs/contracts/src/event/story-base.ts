import { z } from 'zod';
import { PackReference } from '../codes';
import { HOLDERS, type Holder } from '../custody/services';
import { COMPLAINT_STATES, type ComplaintState } from '../custody/states';
import { actorSchema, complaintIdSchema, instantSchema } from '../values';

export const stateSchema = z.enum(COMPLAINT_STATES as [ComplaintState, ...ComplaintState[]]).describe('State code');

/** What every event on the story carries in its value, so that it can be read without headers (contracts, section 1). */
export const storyBaseSchema = z.object({
  complaintId: complaintIdSchema,
  complaintNo: z.string().min(1).max(64).describe('Complaint number as the complainant knows it'),
  organisationId: z.string().min(1).max(64).describe('Organisation, the legal entity or brand'),
  occurredAt: instantSchema.describe('When it happened, business time'),
  actor: actorSchema,
  reasonCode: z.string().min(1).max(64).optional().describe('Why, as a code, where a reason is required'),
  packs: z.array(PackReference).min(1).describe('Policy pack versions in force for this complaint'),
});

export type StoryBase = z.infer<typeof storyBaseSchema>;

/** What state events carry besides: their place in the story and the custody after them (architecture 3.2). */
export const stateMoveSchema = z.object({
  stateSeq: z.number().int().positive().describe('1, 2, 3 … without a gap per complaint'),
  from: stateSchema.nullable().describe('State before; null when the complaint was registered'),
  to: stateSchema.describe('State after'),
  holder: z.enum(HOLDERS as unknown as [Holder, ...Holder[]]).describe('Service that holds the complaint afterwards'),
});

export type StateMove = z.infer<typeof stateMoveSchema>;
