import { complaintIdSchema } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const lessonPathSchema = z.object({ id: complaintIdSchema, lessonId: z.uuid() });

export const recordLessonSchema = z.strictObject({
  learned: z.string().trim().min(1).max(10_000).describe('What was learned and is done differently; kept sealed'),
});

export const lessonRecordedSchema = movedSchema.extend({ lessonId: z.uuid() });
