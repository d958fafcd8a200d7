import {
  CategoryCode,
  complaintIdSchema,
  FlagCode,
  instantSchema,
  EvidenceKind,
  machines,
  NoInvestigationReason,
  PriorityCode,
  ReasonablenessCode,
  responsibilityShareSchema,
  RootCauseCode,
  SeverityCode,
  stateSchema,
  ThirdPartyKind,
  UnitCode,
  UrgencyCode,
  ValidityVerdict,
} from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';

const words = z.string().nullable().describe('Null for readers who need no words, and once the person was erased');

const determinationViewSchema = z.object({
  determinationId: z.uuid(),
  round: z.number().int().min(1),
  verdict: ValidityVerdict,
  reasonableness: ReasonablenessCode,
  responsibility: z.array(responsibilityShareSchema),
  rootCause: RootCauseCode,
  findingCount: z.number().int(),
  findings: z.array(z.object({ text: z.string(), evidenceIds: z.array(z.uuid()) })).nullable(),
  scope: words,
  recommendation: words,
  noInvestigation: z
    .object({ reasonCode: NoInvestigationReason, words, by: z.string().describe('Who answers for it') })
    .nullable()
    .describe('Why it rests on less evidence than the pack asks for'),
  investigatorId: z.string(),
  determinedAt: instantSchema,
});

const roundSchema = z.object({
  cycle: z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'),
  round: z.number().int().min(1).describe('1 up to the first determination, +1 for every rework'),
  status: machines.investigation.schema,
  unitId: UnitCode,
  handlerId: z.string(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  determination: determinationViewSchema.nullable().describe('Of the present round'),
  earlierDeterminations: z.array(determinationViewSchema).describe('Those that were sent back, the newest first'),
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
      kind: EvidenceKind,
      sha256: z.string().nullable().describe('Of files'),
      byteSize: z.number().int().nullable().describe('Of files'),
      mediaType: z.string().nullable().describe('Of files'),
      contactId: z.uuid().nullable().describe('Of the note of a contact; intake shows it'),
      system: z.string().nullable().describe('Of the record of a system'),
      provenance: z.string(),
      description: words,
      fileName: words,
      text: words.describe('Of a statement its words, of the record of a system its reference'),
      receivedAt: instantSchema,
      addedAt: instantSchema,
      addedBy: z.string(),
      custody: z
        .array(z.object({ action: machines.evidence.schema, actorId: z.string(), at: instantSchema }))
        .describe('Chain of custody, the oldest link first'),
    }),
  ),
  informationRequests: z
    .array(
      z.object({
        informationRequestId: z.uuid(),
        cycle: z.number().int(),
        status: machines.informationRequest.schema,
        questions: z.array(z.string()).nullable().describe('Null for readers who need no words'),
        askedAt: instantSchema,
        askedBy: z.string(),
        dueAt: instantSchema,
        repliedAt: instantSchema.nullable(),
        recordedBy: z.string().nullable().describe('Who wrote the reply down; the portal where the complainant did'),
        contactId: z.uuid().nullable(),
        evidenceId: z.uuid().nullable().describe('The reply'),
        pausedSeconds: z.number().int().nullable(),
      }),
    )
    .describe('What the complainant was asked, the oldest first'),
  thirdParties: z
    .array(
      z.object({
        thirdPartyId: z.uuid(),
        cycle: z.number().int(),
        status: machines.thirdPartyRequest.schema,
        partyKind: ThirdPartyKind,
        name: words,
        request: words,
        askedAt: instantSchema,
        askedBy: z.string(),
        dueAt: instantSchema,
        repliedAt: instantSchema.nullable(),
        recordedBy: z.string().nullable(),
        evidenceIds: z.array(z.uuid()),
      }),
    )
    .describe('What third parties were asked, the oldest first'),
  earlierRounds: z.array(roundSchema).describe('The newest first'),
  commands: commandsSchema,
});

export type CaseView = z.infer<typeof caseViewSchema>;
export type RoundView = z.infer<typeof roundSchema>;
