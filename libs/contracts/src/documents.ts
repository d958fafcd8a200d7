import { z } from 'zod';
import { CategoryCode, ChannelCode, LocaleCode, PriorityCode, RoleCode, SeverityCode, UnitCode } from './codes';
import { complaintIdSchema, defineDocument, instantSchema, stateSchema, type DocumentContract } from './event';
import { flagsSchema, staffIdSchema } from './events/classification';
import { HOLDERS, type Holder, type ServiceName } from './services';
import type { TopicName } from './topics';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

export const sealedDossierSchema = z.object({
  complaintId: complaintIdSchema,
  version: z.number().int().positive().describe('+1 for every change; events name the least version they need'),
  sealed: base64.describe('AES-256-GCM with the data key of the complaint; the content is JSON'),
});

export type SealedDossier = z.infer<typeof sealedDossierSchema>;

const dossierOf = <S extends ServiceName>(emitter: S, topic: TopicName) =>
  defineDocument({
    type: `redress.${emitter}.dossier.v1`,
    topic,
    emitter,
    schema: sealedDossierSchema,
    description: `The whole sealed dossier of ${emitter} for one complaint.`,
    example: { complaintId: '019a9d6e-7a00-7000-8000-000000000001', version: 1, sealed: 'AQIDBA==' },
  });

export const intakeDossier = dossierOf('intake', 'intake.dossiers.v1');
export const investigationDossier = dossierOf('investigation', 'investigation.dossiers.v1');
export const resolutionDossier = dossierOf('resolution', 'resolution.dossiers.v1');

export const privacyKey = defineDocument({
  type: 'redress.intake.privacy-key.v1',
  topic: 'privacy.keys.v1',
  emitter: 'intake',
  schema: z.object({
    complaintId: complaintIdSchema,
    keyRingId: z.string().min(1).max(64).describe('Key of the ring that wraps it'),
    wrappedKey: base64.describe('The data key of the complaint, wrapped'),
  }),
  description: "A complaint's data key, wrapped by the key ring.",
  example: { complaintId: '019a9d6e-7a00-7000-8000-000000000001', keyRingId: 'k1', wrappedKey: 'AQIDBA==' },
});

export const policyPack = defineDocument({
  type: 'redress.intake.policy-pack.v1',
  topic: 'policy.packs.v1',
  emitter: 'intake',
  schema: z.object({
    id: z.string().min(1).max(64),
    version: z.number().int().positive(),
    effectiveFrom: instantSchema.describe(
      'Complaints received into the register from here on are pinned to it, business time',
    ),
    publishedAt: instantSchema,
    content: z.record(z.string(), z.unknown()).describe('The pack itself; its schema is that of libs/policy'),
  }),
  description: 'One version of a policy pack.',
  example: {
    id: 'GENERAL_SERVICE',
    version: 1,
    effectiveFrom: '2026-01-01T00:00:00.000Z',
    publishedAt: '2025-12-01T00:00:00.000Z',
    content: {},
  },
});

export const policyCalendar = defineDocument({
  type: 'redress.intake.policy-calendar.v1',
  topic: 'policy.calendars.v1',
  emitter: 'intake',
  schema: z.object({
    id: z.string().min(1).max(64),
    content: z.record(z.string(), z.unknown()).describe('The calendar itself; its schema is that of libs/time'),
  }),
  description: 'A business calendar, whole.',
  example: { id: 'CN', content: {} },
});

export const directoryEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('UNIT'),
    id: UnitCode,
    organisationId: z.string().min(1).max(64),
    name: z.object({ zh: z.string().max(100), en: z.string().max(100) }),
    parentId: UnitCode.nullable(),
    headId: staffIdSchema.nullable().describe('Who leads the unit'),
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
    email: z.email().nullable(),
    locale: LocaleCode,
  }),
]);

export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;

export const directoryEntry = defineDocument({
  type: 'redress.routing.directory-entry.v1',
  topic: 'org.directory.v1',
  emitter: 'routing',
  schema: directoryEntrySchema,
  description: 'A unit, a person or a service client; a tombstone removes it.',
  example: {
    kind: 'UNIT' as const,
    id: 'CS',
    organisationId: 'acme',
    name: { zh: '客户服务部', en: 'Customer service' },
    parentId: 'HQ',
    headId: 'staff:sun.cs',
  } as DirectoryEntry,
});

export const complaintStateSchema = z.object({
  complaintId: complaintIdSchema,
  complaintNo: z.string(),
  organisationId: z.string(),
  state: stateSchema,
  stateSeq: z.number().int().positive(),
  holder: z.enum(HOLDERS as unknown as [Holder, ...Holder[]]),
  channel: ChannelCode,
  receivedAt: instantSchema,
  registeredAt: instantSchema,
  updatedAt: instantSchema.describe('Business time of the newest event that is folded in'),
  category: CategoryCode.optional(),
  severity: SeverityCode.optional(),
  priority: PriorityCode.optional(),
  flags: flagsSchema.optional(),
  unitId: UnitCode.optional(),
  handlerId: staffIdSchema.optional(),
  escalationLevel: z.number().int().min(0).max(5),
  reopenCount: z.number().int().min(0),
  milestones: z
    .object({
      acknowledgedAt: instantSchema.optional(),
      assignedAt: instantSchema.optional(),
      acceptedAt: instantSchema.optional(),
      determinedAt: instantSchema.optional(),
      offeredAt: instantSchema.optional(),
      consentedAt: instantSchema.optional(),
      resolvedAt: instantSchema.optional(),
      endedAt: instantSchema.optional(),
    })
    .describe('First time each milestone was reached'),
  clocks: z
    .array(z.object({ clock: z.string(), cycle: z.number().int(), state: z.string(), dueAt: instantSchema.optional() }))
    .describe('Every clock with its state'),
});

export type ComplaintStateSnapshot = z.infer<typeof complaintStateSchema>;

export const complaintStateDocument = defineDocument({
  type: 'redress.analytics.complaint-state.v1',
  topic: 'complaint.state.v1',
  emitter: 'analytics',
  schema: complaintStateSchema,
  description: 'The latest snapshot of a complaint.',
  example: {
    complaintId: '019a9d6e-7a00-7000-8000-000000000001',
    complaintNo: 'GSCS-260302-00001',
    organisationId: 'acme',
    state: 'UNDER_INVESTIGATION',
    stateSeq: 4,
    holder: 'investigation',
    channel: 'WEB_FORM',
    receivedAt: '2026-03-02T01:15:00.000Z',
    registeredAt: '2026-03-02T01:15:02.000Z',
    updatedAt: '2026-03-02T05:00:00.000Z',
    category: 'PRODUCT_QUALITY.DEFECT',
    severity: 'MAJOR',
    priority: 'P2',
    flags: [],
    unitId: 'QA',
    handlerId: 'staff:zhao.qa',
    escalationLevel: 0,
    reopenCount: 0,
    milestones: { acknowledgedAt: '2026-03-02T01:16:00.000Z' },
    clocks: [{ clock: 'RESOLUTION', cycle: 0, state: 'RUNNING', dueAt: '2026-03-09T15:59:59.999Z' }],
  },
});

export const submissionRejected = defineDocument({
  type: 'redress.intake.submission-rejected.v1',
  topic: 'complaint.submissions.rejected.v1',
  emitter: 'intake',
  schema: z.object({
    source: z.string().max(255).nullable().describe('ce_source as received, where it can be repeated'),
    id: z.string().max(255).nullable().describe('ce_id as received, where it can be repeated'),
    topic: z.string(),
    partition: z.number().int(),
    offset: z.string(),
    lastOffset: z
      .string()
      .optional()
      .describe('Of a batch that could not be read: the last offset it takes; offset is its first'),
    receivedAt: instantSchema,
    reasons: z
      .array(
        z.object({
          code: z.string(),
          pointer: z.string().optional().describe('JSON pointer into the value'),
          detail: z.string(),
        }),
      )
      .min(1),
  }),
  description: 'Why a record of complaint.submissions.v1 was not registered; no part of its body.',
  example: {
    source: '/crm',
    id: 'A-10018',
    topic: 'complaint.submissions.v1',
    partition: 3,
    offset: '42',
    receivedAt: '2026-03-02T01:15:00.000Z',
    reasons: [{ code: 'required', pointer: '/description', detail: 'description must not be empty' }],
  },
});

/** Every document of the compacted topics and of the rejected topic. */
export const DOCUMENTS: readonly DocumentContract[] = [
  intakeDossier,
  investigationDossier,
  resolutionDossier,
  privacyKey,
  policyPack,
  policyCalendar,
  directoryEntry,
  complaintStateDocument,
  submissionRejected,
];
