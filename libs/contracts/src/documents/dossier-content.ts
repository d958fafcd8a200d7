import { z } from 'zod';
import { OutcomeCode, ReviewDecision } from '../codes';
import { promisedRemedySchema, promisedToPartySchema } from '../remedies/remedy';
import { complaintIdSchema, instantSchema } from '../values';
import { complaintSubmissionSchema } from './submission';

/** What the sealed dossier of intake holds. The number is not in it: it is on the story and known only at commit. */
export const intakeDossierContentSchema = z.object({
  trackingCode: z.string().length(12).describe('Code with which the complainant follows the case'),
  receivedAt: instantSchema,
  submission: complaintSubmissionSchema.describe('The original, unaltered (RG-18)'),
});

export type IntakeDossier = z.infer<typeof intakeDossierContentSchema>;

/** What the sealed dossier of routing holds: the newest words of each kind that a complainant is told. */
export const routingDossierContentSchema = z.object({
  answer: z
    .object({ letterId: z.uuid(), text: z.string().min(1).max(10_000) })
    .optional()
    .describe('The answer to a question or suggestion'),
  decline: z
    .object({ stepId: z.uuid(), explanation: z.string().min(1).max(5_000) })
    .optional()
    .describe('Why the complaint is not accepted, in words'),
  referral: z
    .object({
      organisation: z.string().min(1).max(200).describe('To whom it went'),
      contact: z.string().min(1).max(500).optional().describe('How they can be reached'),
      ground: z.string().min(1).max(5_000),
    })
    .optional(),
});

export type RoutingDossier = z.infer<typeof routingDossierContentSchema>;

/** What the sealed dossier of investigation holds. */
export const investigationDossierContentSchema = z.object({
  findings: z
    .array(z.object({ text: z.string().min(1).max(5_000), evidenceIds: z.array(z.uuid()) }))
    .describe('Of the last determination; none before the first'),
  scope: z.string().max(5_000).optional().describe('Scope of impact (IV-08)'),
  recommendation: z.string().max(5_000).optional(),
  questions: z
    .object({
      informationRequestId: z.uuid(),
      dueAt: instantSchema,
      texts: z.array(z.string().min(1).max(2_000)).min(1).max(20),
    })
    .optional()
    .describe('What the complainant is asked (T12); only while the answer is awaited'),
});

export type InvestigationDossier = z.infer<typeof investigationDossierContentSchema>;

const offerInWords = z.object({
  offerId: z.uuid(),
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .describe('Single-use token of the link, 32 random bytes'),
  decideBy: instantSchema.describe('Business time until which the link can be used'),
  isFinal: z.boolean().optional().describe('No further offer follows when it is refused'),
  revision: z.number().int().positive(),
  outcome: OutcomeCode,
  explanation: z.string().min(1).max(10_000),
  apology: z.string().max(5_000).optional(),
  remedies: z.array(promisedRemedySchema),
  isAnswered: z.boolean().optional().describe('Others have not answered theirs yet'),
});

/** What the sealed dossier of resolution holds: the offer in words, the token of its link, the newest one-time code. */
export const resolutionDossierContentSchema = z.object({
  offer: offerInWords.nullable().describe('To the only complainant, or to the one with whom the case came'),
  partyOffers: z
    .array(offerInWords.extend({ partyId: complaintIdSchema }))
    .optional()
    .describe('To the other parties of the case, while they have not answered'),
  decision: z
    .object({
      planId: z.uuid(),
      revision: z.number().int().positive(),
      outcome: OutcomeCode,
      explanation: z.string().min(1).max(10_000),
      apology: z.string().max(5_000).optional(),
      remedies: z.array(promisedToPartySchema),
    })
    .optional()
    .describe('The newest decision that was told and not asked (T41)'),
  imposition: z
    .object({
      offerId: z.uuid(),
      ground: z.string().min(1).max(5_000).describe('Why no consent is waited for, for the complainant'),
      revision: z.number().int().positive(),
      outcome: OutcomeCode,
      explanation: z.string().min(1).max(10_000),
      apology: z.string().max(5_000).optional(),
      remedies: z.array(promisedToPartySchema),
    })
    .optional()
    .describe('The plan that is carried out without consent (T26)'),
  review: z
    .object({
      reviewId: z.uuid(),
      decision: ReviewDecision,
      grounds: z.string().min(1).max(10_000),
    })
    .optional()
    .describe('What the newest internal review decided (T31)'),
  dispute: z
    .object({
      disputeId: z.uuid(),
      body: z.string().min(1).max(200),
      reference: z.string().min(1).max(120),
      award: z.string().min(1).max(10_000).optional().describe('Once it was decided (T33)'),
    })
    .optional()
    .describe('The newest dispute before a body outside (T32)'),
  oneTimeCode: z
    .object({
      codeId: z.uuid(),
      code: z.string().regex(/^\d{6}$/),
      expiresAt: instantSchema.describe('Real time'),
    })
    .optional()
    .describe('The newest code with which the offer can be answered instead of the tracking code'),
});

export type ResolutionDossier = z.infer<typeof resolutionDossierContentSchema>;
