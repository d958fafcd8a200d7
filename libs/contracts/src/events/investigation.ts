import { z } from 'zod';
import { ReasonablenessCode, ResponsibilityParty, RootCauseCode, UnitCode, ValidityVerdict } from '../codes';
import { defineEvent } from '../event';
import { staffIdSchema } from './classification';
import { complaintWithdrawnBy, requestRefusedBy } from './request';

export const evidenceAdded = defineEvent({
  emitter: 'investigation',
  fact: 'evidence-added',
  kind: 'fact',
  payload: {
    evidenceId: z.uuid().describe('Evidence item id'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the content as received'),
    byteSize: z.number().int().positive().describe('Size in bytes'),
    mediaType: z.string().max(100).describe('Media type found by content, not by file name'),
    provenance: z
      .enum(['COMPLAINANT', 'STAFF', 'SYSTEM_RECORD', 'SITE_VISIT', 'THIRD_PARTY'])
      .describe('Where it comes from'),
  },
  description: 'An evidence item was received and hashed (IV-13).',
  example: {
    evidenceId: '019a9d6e-7a00-7000-8000-0000000000ad',
    sha256: 'a'.repeat(64),
    byteSize: 20480,
    mediaType: 'image/png',
    provenance: 'COMPLAINANT',
  },
});

export const responsibilityShareSchema = z.object({
  party: ResponsibilityParty,
  unitId: UnitCode.optional().describe('The unit at fault, never the person'),
  percent: z.number().int().min(0).max(100),
});

export const complaintDetermined = defineEvent({
  emitter: 'investigation',
  fact: 'complaint-determined',
  kind: 'state',
  transition: 'T15',
  payload: {
    determinationId: z.uuid().describe('Determination id'),
    verdict: ValidityVerdict,
    reasonableness: ReasonablenessCode,
    responsibility: z.array(responsibilityShareSchema).min(1).max(16).describe('Shares that sum to 100'),
    rootCause: RootCauseCode,
    findings: z.number().int().positive().describe('How many findings, each resting on evidence'),
    investigatorId: staffIdSchema,
    handlerId: staffIdSchema.describe('Who handled the complaint'),
    unitId: UnitCode,
    dossierVersion: z
      .number()
      .int()
      .positive()
      .describe('Least version of the investigation dossier that belongs to this event'),
  },
  description: 'Validity, responsibility and root cause are determined on evidence; custody goes to resolution (T15).',
  example: {
    determinationId: '019a9d6e-7a00-7000-8000-0000000000ae',
    verdict: 'VALID',
    reasonableness: 'DEMAND_REASONABLE',
    responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
    rootCause: 'MATERIAL',
    findings: 1,
    investigatorId: 'staff:zhao.qa',
    handlerId: 'staff:zhao.qa',
    unitId: 'QA',
    dossierVersion: 1,
  },
});

export const withdrawnByInvestigation = complaintWithdrawnBy('investigation');
export const requestRefusedByInvestigation = requestRefusedBy('investigation');
