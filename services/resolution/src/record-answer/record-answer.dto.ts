import {
  AnswerCode,
  complaintIdSchema,
  IdentityDocument,
  instantSchema,
  LocaleCode,
  OutcomeCode,
  promisedRemedySchema,
  stateSchema,
} from '@redress/contracts';
import { commandsSchema, movedSchema } from '@redress/http';
import { z } from 'zod';
import { complaintPathSchema } from '../resolution-case/draft-plan/draft-plan.dto';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

const said = {
  partyId: complaintIdSchema
    .optional()
    .describe('Whose answer it is, in a case with several complainants; absent: of the complaint itself'),
  decision: AnswerCode,
  textSha256: sha256Schema.describe('Of the text that was read out or signed, as `readOffer` gives it'),
  locale: LocaleCode.default('zh-CN').describe('Language in which it was read out or written'),
  words: z
    .string()
    .trim()
    .min(1)
    .max(5_000)
    .optional()
    .describe('What would be right instead, needed for COUNTER, or why, for REFUSE; kept sealed'),
};

export const recordAnswerSchema = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('RECORDED_CALL'),
    ...said,
    contactId: z
      .uuid()
      .describe(
        'Your own outbound call to a number of the dossier, two-way, about ACCEPTANCE, recorded or written down word for word',
      ),
    listenerId: z.string().max(100).optional().describe('Who else listened; needed above the limit of the pack'),
  }),
  z.strictObject({
    channel: z.literal('AT_COUNTER'),
    ...said,
    contactId: z.uuid().describe('Your own two-way contact at the counter about ACCEPTANCE'),
    listenerId: z.string().max(100).optional().describe('Who else was there; needed above the limit of the pack'),
    code: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .optional()
      .describe('Tracking code that the complainant showed: it proves the case; either it or `identity`'),
    identity: z
      .strictObject({
        document: IdentityDocument,
        ending: z
          .string()
          .regex(/^[0-9A-Z]{4}$/, 'must be four digits or capital letters')
          .describe('Last four characters of its number; kept sealed'),
      })
      .optional()
      .describe(
        'Document that you looked at in this contact, issued to the name of the complaint: for those who were never given a code',
      ),
  }),
]);

/** Whose offer is read out. */
export const offerOfPartySchema = z.object({
  partyId: complaintIdSchema.optional().describe('Of several complainants; absent: of the complaint itself'),
});

/** Fields that stand before the scan. */
export const signedAnswerFieldsSchema = z.strictObject({
  ...said,
  signedAt: instantSchema.describe('When it was signed, or handed over to be sent, as the paper or its postmark shows'),
});

export const answerRecordedSchema = movedSchema.extend({
  answerId: z.uuid(),
  objectBy: instantSchema.describe('Until when the complainant, who is told what was recorded, may object'),
  version: z.number().int(),
});

export const answerPathSchema = complaintPathSchema.extend({ answerId: z.uuid().describe('Record of an answer') });

export const offerToReadOutSchema = z.object({
  complaintNo: z.string(),
  offerId: z.uuid(),
  revision: z.number().int(),
  isFinal: z.boolean(),
  outcome: OutcomeCode,
  explanation: z.string(),
  apology: z.string().nullable(),
  remedies: z.array(promisedRemedySchema),
  textSha256: sha256Schema.describe('Send it with the answer: it says which text was read out'),
  needsListener: z.boolean().describe('Whether a second member of staff has to listen when it is accepted'),
  offeredAt: instantSchema,
  decideBy: instantSchema,
  lapsedAt: instantSchema.nullable().describe('After it only an acceptance from before is recorded'),
  state: stateSchema,
  stateSeq: z.number().int(),
  version: z.number().int().positive().describe('Send it as If-Match'),
  commands: commandsSchema,
});

export type RecordedBody = z.infer<typeof recordAnswerSchema>;
export type SignedAnswerFields = z.infer<typeof signedAnswerFieldsSchema>;
