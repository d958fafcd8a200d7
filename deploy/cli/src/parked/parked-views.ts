import { z } from 'zod';

/** A parked event as the operations endpoints of every service show it. */
export const parkedEventSchema = z.object({
  id: z.string(),
  topic: z.string(),
  partition: z.number(),
  offset: z.string(),
  blockingKey: z.string().nullable(),
  status: z.enum(['PARKED', 'QUEUED', 'SKIPPED']),
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  reason: z.string(),
  error: z.string(),
  signature: z.string(),
  attempts: z.number(),
  parkedAt: z.string(),
  lastTriedAt: z.string().nullable(),
  skipped: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
});

export type ParkedEvent = z.infer<typeof parkedEventSchema>;

export const parkedPageSchema = z.object({
  items: z.array(parkedEventSchema.extend({ queued: z.number() })),
  nextCursor: z.string().nullable(),
});

export const parkedDetailsSchema = z.object({
  event: parkedEventSchema,
  headers: z.record(z.string(), z.string()),
  value: z.string().nullable().optional(),
  queue: z.array(parkedEventSchema),
});

/** What of the clocks that ride on an event is shown. */
export const carriedClocksSchema = z.object({
  clocks: z.array(
    z.object({
      clock: z.string(),
      subject: z.string().nullish(),
      state: z.string(),
      dueAt: z.string().nullish(),
      breached: z.boolean().nullish(),
    }),
  ),
});

export const retrySchema = z.object({
  done: z.number(),
  left: z.number(),
  stoppedAt: z.object({ id: z.string(), reason: z.string(), error: z.string() }).optional(),
});

export const signatureRetrySchema = z.object({ retried: z.number(), done: z.number() });

export const pausedSchema = z.object({
  partitions: z.array(z.object({ topic: z.string(), partition: z.number(), reason: z.string(), since: z.string() })),
});

export const resumedSchema = z.object({ resumed: z.boolean() });
