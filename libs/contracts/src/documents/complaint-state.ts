import { z } from 'zod';
import { CategoryCode, ChannelCode, ComplaintKind, PriorityCode, SeverityCode, UnitCode } from '../codes';
import { HOLDERS, type Holder } from '../custody/services';
import { STATE } from '../custody/states';
import { stateSchema } from '../event/story-base';
import { clock } from '../machines/clock';
import { complaintIdSchema, flagsSchema, instantSchema, staffIdSchema } from '../values';
import { defineDocument } from './document';

export const complaintStateSchema = z.object({
  complaintId: complaintIdSchema,
  complaintNo: z.string(),
  organisationId: z.string(),
  state: stateSchema,
  stateSeq: z.number().int().positive(),
  holder: z.enum(HOLDERS as unknown as [Holder, ...Holder[]]),
  kind: ComplaintKind,
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
    state: STATE.UNDER_INVESTIGATION,
    stateSeq: 4,
    holder: 'investigation',
    kind: 'COMPLAINT',
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
    clocks: [{ clock: 'RESOLUTION', cycle: 0, state: clock.state.RUNNING, dueAt: '2026-03-09T15:59:59.999Z' }],
  },
});
