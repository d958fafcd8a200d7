import { movedSchema } from '@redress/http';
import { EscalationLevel, UnitCode, staffIdSchema } from '@redress/contracts';
import { z } from 'zod';
import type { ComplaintFile } from '../complaint-file/complaint-file';
import { classificationSchema } from './classification.dto';

export const complaintParams = z.object({ id: z.uuid().describe('Complaint id') });

/** What every command of a work item answers. */
export const workChangedSchema = movedSchema
  .extend({
    version: z.number().int().positive().describe('Send it as `If-Match` with the next command'),
    assignmentId: z.uuid().nullable(),
    unitId: UnitCode.nullable().describe('Responsible unit; null while there is none'),
    handlerId: staffIdSchema.nullable().describe('Proposed or actual handler'),
    level: EscalationLevel,
    classification: classificationSchema,
  })
  .meta({ id: 'WorkChanged' });

export type WorkChanged = z.infer<typeof workChangedSchema>;

export function workChanged({ complaint, item }: ComplaintFile): WorkChanged {
  const { assignmentId, unitId, handlerId, level, version, assessedBy } = item.now;
  const { category, severity, urgency, priority, flags } = item.now.classification;
  return {
    complaintId: complaint.complaintId,
    state: complaint.state,
    stateSeq: complaint.stateSeq,
    version,
    assignmentId,
    unitId,
    handlerId,
    level,
    classification: { category, severity, urgency, priority, flags: [...flags], assessedBy },
  };
}
