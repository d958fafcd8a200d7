import {
  CategoryCode,
  complaintIdSchema,
  FlagCode,
  instantSchema,
  machines,
  PriorityCode,
  ReasonablenessCode,
  responsibilityShareSchema,
  RootCauseCode,
  SeverityCode,
  stateSchema,
  UnitCode,
  UrgencyCode,
  ValidityVerdict,
} from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';

const words = z.string().nullable().describe('Null for readers who need no words, and once the person was erased');

const determinationViewSchema = z.object({
  determinationId: z.uuid(),
  verdict: ValidityVerdict,
  reasonableness: ReasonablenessCode,
  responsibility: z.array(responsibilityShareSchema),
  rootCause: RootCauseCode,
  findingCount: z.number().int(),
  findings: z.array(z.object({ text: z.string(), evidenceIds: z.array(z.uuid()) })).nullable(),
  scope: words,
  recommendation: words,
  noInvestigationReason: words,
  investigatorId: z.string(),
  determinedAt: instantSchema,
});

const roundSchema = z.object({
  cycle: z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'),
  status: machines.investigation.schema,
  unitId: UnitCode,
  handlerId: z.string(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  determination: determinationViewSchema.nullable(),
});

export const caseViewSchema = roundSchema.extend({
  complaintId: complaintIdSchema,
  complaintNo: z.string(),
  state: stateSchema,
  stateSeq: z.number().int().positive(),
  version: z.number().int().positive().describe('Send it as If-Match'),
  classification: z.object({
    category: CategoryCode,
    severity: SeverityCode,
    urgency: UrgencyCode,
    priority: PriorityCode,
    flags: z.array(FlagCode),
  }),
  evidence: z.array(
    z.object({
      evidenceId: z.uuid(),
      cycle: z.number().int(),
      sha256: z.string(),
      byteSize: z.number().int(),
      mediaType: z.string(),
      provenance: z.string(),
      description: words,
      fileName: words,
      receivedAt: instantSchema,
      addedAt: instantSchema,
      addedBy: z.string(),
      custody: z
        .array(z.object({ action: machines.evidence.schema, actorId: z.string(), at: instantSchema }))
        .describe('Chain of custody, the oldest link first'),
    }),
  ),
  earlierRounds: z.array(roundSchema).describe('The newest first'),
  commands: commandsSchema,
});

export type CaseView = z.infer<typeof caseViewSchema>;
export type RoundView = z.infer<typeof roundSchema>;
