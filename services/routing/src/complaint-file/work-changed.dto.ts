import { movedSchema } from '@redress/http';
import { EscalationLevel, UnitCode, staffIdSchema } from '@redress/contracts';
import { z } from 'zod';
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
