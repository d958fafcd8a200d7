import { DisputeOutcome, UnitCode } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const recordAwardSchema = z.strictObject({
  outcome: DisputeOutcome,
  award: z.string().trim().min(1).max(10_000).describe('Text of the award or settlement; kept sealed'),
  binds: z.boolean().describe('Something is to be done, so a plan is drafted; else the case is closed'),
  lesson: z
    .strictObject({
      unitId: UnitCode.describe('The responsible unit, or one above it'),
      dueOn: z.iso.date(),
      task: z.string().trim().min(1).max(2_000).describe('What it has to look at; kept sealed'),
    })
    .describe('Who has to learn what from it'),
});

export const awardRecordedSchema = movedSchema.extend({
  disputeId: z.uuid(),
  lessonId: z.uuid(),
  version: z.number().int().describe('Version of the resolution after it'),
});
