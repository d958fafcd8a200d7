import {
  CategoryCode,
  ChannelCode,
  complaintIdSchema,
  EscalationLevel,
  instantSchema,
  staffIdSchema,
  stateSchema,
  UnitCode,
} from '@redress/contracts';
import { clockViewSchema, pageQuerySchema, type ClockView } from '@redress/http';
import { z } from 'zod';
import { classificationSchema } from '../classification.dto';
import type { ListedRow } from './sql-work-list';

export const workItemsQuerySchema = pageQuerySchema.extend({
  unit: UnitCode.optional().describe('Work in the queue of this unit'),
  handler: staffIdSchema.optional(),
  state: stateSchema.optional().describe('Absent: every state in which a complaint is open'),
  category: CategoryCode.optional(),
  complaintNo: z.string().min(1).max(64).optional().describe('The whole number; open or not'),
  clock: z
    .enum(['overdue', 'due-soon'])
    .optional()
    .describe('By the clock due first: its limit has passed, or 80 % of it have'),
  dueBefore: instantSchema.optional().describe('The clock due first is due before this'),
  sort: z.enum(['due', 'priority', 'received']).default('due').describe('Due first, most pressing, or longest here'),
});

export type WorkItemsQuery = z.infer<typeof workItemsQuerySchema>;

export const workItemSchema = z
  .object({
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    organisationId: z.string(),
    channel: ChannelCode,
    state: stateSchema,
    stateSeq: z.number().int().positive(),
    version: z.number().int().positive(),
    classification: classificationSchema,
    queueUnit: UnitCode.describe('Responsible unit, or the receiving one while there is none'),
    unitId: UnitCode.nullable(),
    handlerId: staffIdSchema.nullable(),
    level: EscalationLevel,
    cycle: z.number().int().min(0),
    receivedAt: instantSchema,
    registeredAt: instantSchema,
    clock: clockViewSchema.nullable().describe('The clock due first; null when none is running'),
  })
  .meta({ id: 'WorkItem' });

export type WorkItemView = z.infer<typeof workItemSchema>;

/** A row of the list as its reader sees it. */
export function workItemView(row: ListedRow, clock: ClockView | null): WorkItemView {
  return {
    complaintId: row.complaint_id,
    complaintNo: row.complaint_no,
    organisationId: row.organisation_id,
    channel: row.channel,
    state: row.state,
    stateSeq: row.state_seq,
    version: row.version,
    classification: {
      kind: row.kind,
      category: row.category,
      severity: row.severity,
      urgency: row.urgency,
      priority: row.priority,
      flags: [...row.flags],
      complexity: row.complexity,
      faultLevel: row.fault_level,
      assessedBy: row.assessed_by,
    },
    queueUnit: row.queue_unit,
    unitId: row.unit_id,
    handlerId: row.handler_id,
    level: row.level,
    cycle: row.cycle,
    receivedAt: row.received_at.toISOString(),
    registeredAt: row.registered_at.toISOString(),
    clock,
  };
}
