import { instantSchema, machines, OutcomeCode, promisedRemedySchema, stateSchema } from '@redress/contracts';
import { z } from 'zod';

const { ACCEPTED, COUNTERED, OPEN, REFUSED } = machines.offer.state;

export const offerPathSchema = z.object({ token: z.string().max(200).describe('Token of the link') });

export const offerQuerySchema = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
});

export const offerBodySchema = z
  .strictObject({
    decision: z
      .enum(['VIEW', 'ACCEPT', 'COUNTER', 'REFUSE', 'REVIEW', 'OBJECT', 'SEND_CODE'])
      .default('VIEW')
      .describe(
        'SEND_CODE sends a one-time code to the complainant and needs nothing else; REVIEW has the handling reviewed by others (T24); OBJECT is for an answer that staff recorded',
      ),
    code: z
      .string()
      .trim()
      .max(40)
      .optional()
      .describe('Tracking code, or a one-time code of six digits; case and spaces do not matter'),
    ticket: z
      .string()
      .trim()
      .max(64)
      .optional()
      .describe('Instead of a code: what an answer to a one-time code held, which can be used only once'),
    words: z
      .string()
      .trim()
      .max(5_000)
      .optional()
      .describe(
        'What would be right instead, needed for COUNTER, why, for REFUSE and REVIEW, or what is not so, for OBJECT; kept sealed',
      ),
  })
  .refine((body) => body.decision === 'SEND_CODE' || !!body.code || !!body.ticket, {
    path: ['code'],
    message: 'is required',
  });

export const shownOfferSchema = z.object({
  status: z.enum([OPEN, ACCEPTED, COUNTERED, REFUSED]),
  complaintNo: z.string(),
  revision: z.number().int(),
  isFinal: z.boolean().describe('No further offer follows when it is refused'),
  mayCounter: z.boolean().describe('Whether a counter-proposal is taken'),
  mayBeReviewed: z.boolean().describe('Whether the handling can be reviewed by others (T24)'),
  refusalEnds: z
    .boolean()
    .describe('Whether a refusal ends the procedure, with a letter that names the rights that are left'),
  outcome: OutcomeCode,
  explanation: z.string(),
  apology: z.string().nullable(),
  remedies: z.array(promisedRemedySchema),
  offeredAt: instantSchema,
  decideBy: instantSchema.describe('Until when the link can be used'),
  decidedAt: instantSchema.nullable(),
  ticket: z.string().nullable().describe('Send it as `ticket` with the next request, after a one-time code'),
  state: stateSchema,
  stateSeq: z.number().int(),
});

/** What a program learns when an objection was taken. */
export const objectedSchema = z.object({
  objected: z.literal(true).describe('What was recorded as the answer no longer counts'),
  state: stateSchema,
  stateSeq: z.number().int(),
});

/** What a program learns when it asked for a review. */
export const reviewAskedSchema = z.object({
  reviewId: z.uuid(),
  complaintNo: z.string(),
  state: stateSchema,
  stateSeq: z.number().int(),
});

/** What a program learns when it asked for a one-time code. */
export const codeSentSchema = z.object({ sent: z.literal(true).describe('To the e-mail address of the complainant') });
