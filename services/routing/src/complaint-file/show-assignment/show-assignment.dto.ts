import {
  complaintIdSchema,
  EscalationLevel,
  EscalationReason,
  HandlingCode,
  instantSchema,
  machines,
  PromiseKind,
  stateSchema,
  staffIdSchema,
  UnitCode,
} from '@redress/contracts';
import { clockViewSchema, commandsSchema } from '@redress/http';
import { z } from 'zod';
import { classificationSchema } from '../classification.dto';

export const assignmentSchema = z
  .object({
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    state: stateSchema,
    stateSeq: z.number().int().positive(),
    version: z.number().int().positive().describe('As in `ETag`; send it as `If-Match` with a command'),
    classification: classificationSchema,
    handling: HandlingCode,
    complainedAbout: z
      .object({ staffId: staffIdSchema.nullable(), unitId: UnitCode.nullable() })
      .describe('Member of staff and unit that are not to handle it'),
    receivingUnit: UnitCode,
    assignmentId: z.uuid().nullable(),
    unitId: UnitCode.nullable().describe('Responsible unit; null while there is none'),
    handlerId: staffIdSchema.nullable().describe('Proposed or actual handler'),
    ownerId: staffIdSchema.nullable().describe('Who answers for the unit: its manager or their delegate'),
    firstContactId: staffIdSchema
      .nullable()
      .describe(
        'Who took the first contact and answers for the whole handling; null when a visitor or a system sent it',
      ),
    returns: z.number().int().min(0).describe('How often units returned it in this handling'),
    isFinal: z.boolean().describe('Decided after a dispute: the unit cannot return it'),
    earlierHandlers: z.array(staffIdSchema).describe('Those who handled it before it was reopened'),
    level: EscalationLevel,
    answersAtLevel: staffIdSchema.nullable().describe('Who answers for it at this level'),
    escalation: z
      .object({
        escalationId: z.uuid(),
        level: EscalationLevel,
        targetId: staffIdSchema.nullable().describe('Who is to act or to pass it on; null when no one was found'),
        reason: EscalationReason,
      })
      .nullable()
      .describe('What waits for an answer; null while nothing does'),
    supervision: z
      .object({
        supervisionId: z.uuid(),
        state: machines.supervision.schema,
        orderedBy: staffIdSchema,
        dueAt: instantSchema.describe('By when it is to be answered'),
      })
      .nullable()
      .describe('A demand from above; null while there is none'),
    majorReport: z
      .object({
        reportId: z.uuid(),
        state: machines.majorReport.schema,
        targetId: staffIdSchema.nullable().describe('Who of leadership is told; null when no one was found'),
      })
      .nullable()
      .describe('The report of a critical complaint to leadership; null where none is due'),
    promises: z
      .array(
        z.object({
          promiseId: z.uuid(),
          kind: PromiseKind,
          state: machines.promise.schema,
          madeBy: staffIdSchema,
          madeAt: instantSchema,
          dueAt: instantSchema.describe('The day that was promised first; what was agreed later stands on its clock'),
        }),
      )
      .describe('What was promised to the complainant and is still to be kept'),
    cycle: z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'),
    commands: commandsSchema,
    clocks: z.array(clockViewSchema),
  })
  .meta({ id: 'Assignment' });

export type AssignmentView = z.infer<typeof assignmentSchema>;
