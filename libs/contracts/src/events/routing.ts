import { z } from 'zod';
import { ClockClass, ClockCode, EscalationReason, UnitCode } from '../codes';
import { defineEvent, instantSchema } from '../event';
import { classificationExample, classificationShape, staffIdSchema } from './classification';
import { complaintWithdrawnBy, requestRefusedBy } from './request';

export const assessmentStarted = defineEvent({
  emitter: 'routing',
  fact: 'assessment-started',
  kind: 'state',
  transition: 'T4',
  payload: {},
  description: 'Initial assessment began (T4).',
  example: {},
});

export const complaintAssessed = defineEvent({
  emitter: 'routing',
  fact: 'complaint-assessed',
  kind: 'fact',
  payload: {
    ...classificationShape,
    appliedRules: z.array(z.string().max(80)).max(64).describe('Rules of the pack that decided'),
  },
  description: 'Category, severity, urgency, priority and flags as the rules of the pack decided them.',
  example: {
    ...classificationExample,
    flags: ['compensationDemanded'],
    appliedRules: ['category.from-intake', 'priority.MAJOR.NORMAL'],
  },
});

export const complaintReclassified = defineEvent({
  emitter: 'routing',
  fact: 'complaint-reclassified',
  kind: 'fact',
  transition: 'T38',
  payload: classificationShape,
  description: 'The classification was changed by a person (T38); clocks are recomputed from their start.',
  example: { ...classificationExample, flags: ['compensationDemanded'], severity: 'CRITICAL', priority: 'P1' },
});

export const complaintAssigned = defineEvent({
  emitter: 'routing',
  fact: 'complaint-assigned',
  kind: 'state',
  transition: 'T9',
  payload: {
    assignmentId: z.uuid().describe('Assignment id'),
    unitId: UnitCode.describe('Responsible unit'),
    handlerId: staffIdSchema.optional().describe('Proposed handler; absent when nobody has capacity'),
  },
  description: 'A responsible unit, and where somebody has capacity a handler, was chosen (T9).',
  example: { assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab', unitId: 'QA', handlerId: 'staff:zhao.qa' },
});

export const assignmentAccepted = defineEvent({
  emitter: 'routing',
  fact: 'assignment-accepted',
  kind: 'state',
  transition: 'T10',
  payload: {
    assignmentId: z.uuid().describe('Assignment id'),
    unitId: UnitCode,
    handlerId: staffIdSchema.describe('Who handles it from now on'),
    ...classificationShape,
  },
  description: 'The unit accepted; custody goes to investigation (T10).',
  example: {
    assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab',
    unitId: 'QA',
    handlerId: 'staff:zhao.qa',
    ...classificationExample,
    flags: ['compensationDemanded'],
  },
});

export const complaintEscalated = defineEvent({
  emitter: 'routing',
  fact: 'complaint-escalated',
  kind: 'fact',
  transition: 'T37',
  payload: {
    level: z.number().int().min(0).max(5).describe('Level after, absolute: 0 handler to 5 external'),
    targetId: staffIdSchema.optional().describe('Who is responsible at that level'),
    reason: EscalationReason,
  },
  description: 'The escalation level changed (T37); the level is absolute, so the event may be read twice.',
  example: { level: 1, targetId: 'staff:sun.cs', reason: 'SLA_BREACH' },
});

const clockShape = {
  clockId: z.uuid().describe('Clock id'),
  clock: ClockCode.describe('Which promise'),
  cycle: z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'),
};

const clockExample = { clockId: '019a9d6e-7a00-7000-8000-0000000000ac', clock: 'RESOLUTION', cycle: 0 } as const;

export const clockStarted = defineEvent({
  emitter: 'routing',
  fact: 'clock-started',
  kind: 'fact',
  payload: {
    ...clockShape,
    startedAt: instantSchema.describe('From when it counts'),
    dueAt: instantSchema.describe('When it is due, as far as known now'),
    clockClass: ClockClass.describe('Statutory clocks never pause unless the pack says so'),
    provisional: z.boolean().describe('A year without a published holiday notice was computed by weekday'),
  },
  description: 'A clock runs, with its due time.',
  example: {
    ...clockExample,
    startedAt: '2026-03-02T01:15:00.000Z',
    dueAt: '2026-03-05T01:15:00.000Z',
    clockClass: 'OPERATIONAL',
    provisional: false,
  },
});

export const clockRecomputed = defineEvent({
  emitter: 'routing',
  fact: 'clock-recomputed',
  kind: 'fact',
  payload: {
    ...clockShape,
    dueAt: instantSchema.optional().describe('New due time; absent while it is paused'),
    state: z.enum(['RUNNING', 'PAUSED']).describe('State after'),
    cause: z.enum(['PAUSED', 'RESUMED', 'RECLASSIFIED', 'CALENDAR', 'LATE_FACT']).describe('What changed'),
  },
  description: 'A clock was paused, resumed or recomputed; absolute values.',
  example: { ...clockExample, state: 'PAUSED', cause: 'PAUSED' },
});

export const clockWarned = defineEvent({
  emitter: 'routing',
  fact: 'clock-warned',
  kind: 'fact',
  payload: {
    ...clockShape,
    percent: z.union([z.literal(50), z.literal(80)]).describe('Share of the limit that is used'),
    dueAt: instantSchema,
  },
  description: 'Half or four fifths of the limit are used.',
  example: { ...clockExample, percent: 50, dueAt: '2026-03-05T01:15:00.000Z' },
});

export const clockBreached = defineEvent({
  emitter: 'routing',
  fact: 'clock-breached',
  kind: 'fact',
  payload: {
    ...clockShape,
    dueAt: instantSchema,
    ownerId: staffIdSchema.optional().describe('Who had it when it was due'),
    unitId: UnitCode.optional(),
  },
  description: 'The limit passed without the stop event.',
  example: { ...clockExample, dueAt: '2026-03-05T01:15:00.000Z', ownerId: 'staff:zhao.qa', unitId: 'QA' },
});

export const clockBreachWithdrawn = defineEvent({
  emitter: 'routing',
  fact: 'clock-breach-withdrawn',
  kind: 'fact',
  payload: { ...clockShape, stoppedAt: instantSchema.optional().describe('Event time of the evidence that came late') },
  description: 'Evidence dated before the due time arrived after the breach was told; the breach no longer counts.',
  example: { ...clockExample, stoppedAt: '2026-03-05T01:10:00.000Z' },
});

export const clockMet = defineEvent({
  emitter: 'routing',
  fact: 'clock-met',
  kind: 'fact',
  payload: {
    ...clockShape,
    stoppedAt: instantSchema,
    dueAt: instantSchema,
    breached: z.boolean().describe('Met after it was due'),
  },
  description: 'The stop event happened.',
  example: {
    ...clockExample,
    stoppedAt: '2026-03-04T01:10:00.000Z',
    dueAt: '2026-03-05T01:15:00.000Z',
    breached: false,
  },
});

export const clockCancelled = defineEvent({
  emitter: 'routing',
  fact: 'clock-cancelled',
  kind: 'fact',
  payload: { ...clockShape, cancelledAt: instantSchema },
  description: 'The clock lost its object, for example because the complaint was withdrawn.',
  example: { ...clockExample, cancelledAt: '2026-03-04T01:10:00.000Z' },
});

export const withdrawnByRouting = complaintWithdrawnBy('routing');
export const requestRefusedByRouting = requestRefusedBy('routing');
