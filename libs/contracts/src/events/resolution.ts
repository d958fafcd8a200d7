import { z } from 'zod';
import { ClosureCode, OutcomeCode, RemedyType, UnitCode } from '../codes';
import { defineEvent, instantSchema } from '../event';
import { staffIdSchema } from './classification';
import { complaintWithdrawnBy, requestRefusedBy } from './request';

export const moneySchema = z
  .object({
    amountMinor: z
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .describe('Amount in minor units, e.g. fen or cents'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217'),
  })
  .describe('An amount of money');

export const remedyLineSchema = z.object({
  remedyId: z.uuid().describe('Remedy line id'),
  type: RemedyType,
  amount: moneySchema.optional(),
  ownerUnitId: UnitCode.describe('Unit that executes it'),
  dueOn: z.iso.date().describe('Date by which it is promised'),
});

const planShape = {
  planId: z.uuid().describe('Resolution plan id'),
  revision: z.number().int().positive().describe('Revision of the plan, +1 for every draft'),
  outcome: OutcomeCode,
  remedies: z.array(remedyLineSchema).max(20).describe('What is done to put things right'),
};

const planExample = {
  planId: '019a9d6e-7a00-7000-8000-0000000000af',
  revision: 1,
  outcome: 'UPHELD',
  remedies: [
    {
      remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
      type: 'REFUND',
      amount: { amountMinor: 19900, currency: 'CNY' },
      ownerUnitId: 'FIN',
      dueOn: '2026-03-12',
    },
  ],
} as const;

const example = { ...planExample, remedies: planExample.remedies.map((line) => ({ ...line })) };

export const resolutionDrafted = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-drafted',
  kind: 'state',
  transition: 'T17',
  payload: { ...planShape, drafterId: staffIdSchema },
  description: 'A resolution plan with remedy lines was drafted (T17).',
  example: { ...example, drafterId: 'staff:sun.cs' },
});

export const resolutionSubmitted = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-submitted',
  kind: 'state',
  transition: 'T18',
  payload: {
    ...planShape,
    drafterId: staffIdSchema,
    approverRole: z.string().max(40).describe('Role that the authority matrix asks for'),
  },
  description: 'The plan was submitted for approval (T18).',
  example: { ...example, drafterId: 'staff:sun.cs', approverRole: 'REMEDY_APPROVER' },
});

export const approvalRejected = defineEvent({
  emitter: 'resolution',
  fact: 'approval-rejected',
  kind: 'state',
  transition: 'T19',
  payload: { planId: planShape.planId, revision: planShape.revision, approverId: staffIdSchema },
  description: 'The approver sent the plan back, with the reason in reasonCode (T19).',
  example: { planId: example.planId, revision: 1, approverId: 'staff:qian.hq' },
});

export const resolutionOffered = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-offered',
  kind: 'state',
  transition: 'T20',
  payload: {
    ...planShape,
    offerId: z.uuid().describe('Offer id'),
    approverId: staffIdSchema,
    dossierVersion: z
      .number()
      .int()
      .positive()
      .describe('Least version of the resolution dossier, which holds text and link'),
  },
  description: 'The approved plan is offered to the complainant; the letter is queued (T20).',
  example: {
    ...example,
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    approverId: 'staff:qian.hq',
    dossierVersion: 1,
  },
});

export const offerAccepted = defineEvent({
  emitter: 'resolution',
  fact: 'offer-accepted',
  kind: 'state',
  transition: 'T22',
  payload: {
    offerId: z.uuid().describe('Offer id'),
    planId: planShape.planId,
    revision: planShape.revision,
    consentId: z.uuid().describe('Consent record: channel, text version, time'),
    consentChannel: z.enum(['LINK', 'PORTAL', 'RECORDED_CALL']).describe('How consent was given'),
  },
  description: 'The complainant accepted; the consent is recorded (T22, RM-09).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: example.planId,
    revision: 1,
    consentId: '019a9d6e-7a00-7000-8000-0000000000b2',
    consentChannel: 'LINK',
  },
});

export const remedyExecuted = defineEvent({
  emitter: 'resolution',
  fact: 'remedy-executed',
  kind: 'fact',
  payload: {
    planId: planShape.planId,
    remedyId: z.uuid().describe('Remedy line id'),
    type: RemedyType,
    amount: moneySchema.optional(),
    executedAt: instantSchema,
    evidenceSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the evidence of execution'),
  },
  description: 'A remedy line was executed, with evidence (RM-11).',
  example: {
    planId: example.planId,
    remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
    type: 'REFUND',
    amount: { amountMinor: 19900, currency: 'CNY' },
    executedAt: '2026-03-10T03:00:00.000Z',
    evidenceSha256: 'b'.repeat(64),
  },
});

export const complaintResolved = defineEvent({
  emitter: 'resolution',
  fact: 'complaint-resolved',
  kind: 'state',
  transition: 'T27',
  payload: {
    planId: planShape.planId,
    remediesDone: z.number().int().min(0).describe('Remedy lines that were executed'),
  },
  description: 'Every remedy line is done with evidence (T27).',
  example: { planId: example.planId, remediesDone: 1 },
});

export const followUpRecorded = defineEvent({
  emitter: 'resolution',
  fact: 'follow-up-recorded',
  kind: 'fact',
  payload: {
    followUpId: z.uuid().describe('Follow-up id'),
    attempt: z.number().int().positive().describe('1, 2, 3 …'),
    result: z
      .enum(['SUCCESS', 'FAILED', 'UNREACHABLE'])
      .describe('Whether the complainant is content, is not, or was not reached'),
    satisfaction: z.number().int().min(1).max(5).optional().describe('5 very satisfied to 1 very dissatisfied'),
    callerId: staffIdSchema,
  },
  description: 'A follow-up was attempted by somebody other than the handler (FU-08).',
  example: {
    followUpId: '019a9d6e-7a00-7000-8000-0000000000b3',
    attempt: 1,
    result: 'SUCCESS',
    satisfaction: 5,
    callerId: 'staff:wu.cs',
  },
});

export const complaintClosed = defineEvent({
  emitter: 'resolution',
  fact: 'complaint-closed',
  kind: 'state',
  transition: 'T28',
  payload: {
    closureCode: ClosureCode,
    satisfaction: z.number().int().min(1).max(5).optional().describe('5 very satisfied to 1 very dissatisfied'),
    outcome: OutcomeCode,
  },
  description: 'Closed towards the complainant (T28).',
  example: { closureCode: 'RESOLVED_SATISFIED', satisfaction: 5, outcome: 'UPHELD' },
});

export const complaintReopened = defineEvent({
  emitter: 'resolution',
  fact: 'complaint-reopened',
  kind: 'state',
  transition: 'T29',
  payload: {
    reopenCount: z.number().int().positive().describe('How often it was reopened, this time included'),
    satisfaction: z.number().int().min(1).max(5).optional().describe('5 very satisfied to 1 very dissatisfied'),
    handlerId: staffIdSchema.describe('Who had handled it'),
    unitId: UnitCode,
  },
  description: 'The follow-up failed; the complaint goes back to assessment (T29, FU-03).',
  example: { reopenCount: 1, satisfaction: 2, handlerId: 'staff:zhao.qa', unitId: 'QA' },
});

export const withdrawnByResolution = complaintWithdrawnBy('resolution');
export const requestRefusedByResolution = requestRefusedBy('resolution');
