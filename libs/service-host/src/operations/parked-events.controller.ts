import { Body, Controller, Get, Param, Post, Query, type Type } from '@nestjs/common';
import { ACCESS, machines, type ServiceName } from '@redress/contracts';
import {
  CurrentUser,
  decodeCursor,
  Endpoint,
  encodeCursor,
  pageQuerySchema,
  pageSchema,
  type CurrentActor,
} from '@redress/http';
import { Parking, type ListedStatus, type ParkedEvent, type RetryResult } from '@redress/messaging';
import { z } from 'zod';

const { operations } = ACCESS;
const { parkedEvent } = machines;

const idParams = z.object({ id: z.uuid().describe('Parked event id') });

const parkedEventSchema = z.object({
  id: z.uuid(),
  topic: z.string(),
  partition: z.number().int(),
  offset: z.string(),
  blockingKey: z
    .string()
    .nullable()
    .describe('Later records of this key wait behind it; the complaint id on the story'),
  status: parkedEvent.schema,
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  reason: z.string(),
  error: z.string().describe('Class and message without values'),
  signature: z.string().describe('Equal for failures of one cause'),
  attempts: z.number().int(),
  parkedAt: z.iso.datetime(),
  lastTriedAt: z.iso.datetime().nullable(),
  skipped: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
});

type ParkedEventView = z.infer<typeof parkedEventSchema>;

const retrySchema = z.object({
  done: z.number().int().describe('Events that were handled'),
  left: z.number().int().describe('Events of the same complaint that still wait'),
  stoppedAt: z.object({ id: z.uuid(), reason: z.string(), error: z.string() }).optional(),
});

const pausedSchema = z.object({
  partitions: z.array(
    z.object({ topic: z.string(), partition: z.number().int(), reason: z.string(), since: z.iso.datetime() }),
  ),
});

const conflicts = { 404: 'There is no such parked event', 409: 'It waits behind an earlier one, or was skipped' };

/** Operations of one service: what is parked, retried, skipped, and what is paused. */
export function parkedEventsController(service: ServiceName): Type {
  @Controller(`v1/operations/${service}`)
  class ParkedEventsController {
    constructor(private readonly parking: Parking) {}

    @Get('parked-events')
    @Endpoint({
      summary: 'List parked events, newest first',
      tag: 'operations',
      access: operations.listParkedEvents,
      query: pageQuerySchema.extend({
        status: parkedEvent.schema.exclude([parkedEvent.state.QUEUED]).default(parkedEvent.state.PARKED),
        signature: z.string().max(200).optional().describe('Only those of one cause'),
      }),
      response: pageSchema(
        parkedEventSchema.extend({ queued: z.number().int().describe('Records that wait behind it') }),
      ),
    })
    async listParkedEvents(
      @Query() query: { limit: number; cursor?: string; status: ListedStatus; signature?: string },
    ) {
      const before = decodeCursor(z.uuid(), query.cursor);
      const found = await this.parking.list({
        status: query.status,
        limit: query.limit,
        ...(query.signature ? { signature: query.signature } : {}),
        ...(before ? { before } : {}),
      });
      const last = found.at(-1);
      return {
        items: found.map((event) => ({ ...view(event), queued: event.queued })),
        nextCursor: found.length === query.limit && last ? encodeCursor(last.id) : null,
      };
    }

    @Get('parked-events/:id')
    @Endpoint({
      summary: 'Show a parked event with its headers, its value and what waits behind it',
      tag: 'operations',
      access: operations.showParkedEvent,
      params: idParams,
      response: z.object({
        event: parkedEventSchema,
        headers: z.record(z.string(), z.string()),
        value: z.string().nullable().optional().describe('Absent where the topic may hold personal data'),
        queue: z.array(parkedEventSchema),
      }),
      problems: { 404: 'There is no such parked event' },
    })
    async showParkedEvent(@Param() { id }: { id: string }) {
      const details = await this.parking.show(id);
      return { ...details, event: view(details.event), queue: details.queue.map(view) };
    }

    @Post('parked-events/:id/retry')
    @Endpoint({
      summary: 'Try a parked event again, and what waits behind it',
      tag: 'operations',
      access: operations.retryParkedEvent,
      params: idParams,
      response: retrySchema,
      status: 200,
      problems: conflicts,
    })
    retryParkedEvent(@Param() { id }: { id: string }): Promise<RetryResult> {
      return this.parking.retry(id);
    }

    @Post('parked-events/retry')
    @Endpoint({
      summary: 'Try all parked events of one cause again',
      tag: 'operations',
      access: operations.retrySignature,
      body: z.strictObject({ signature: z.string().min(1).max(200) }),
      response: z.object({ retried: z.number().int(), done: z.number().int() }),
      status: 200,
    })
    retrySignature(@Body() { signature }: { signature: string }) {
      return this.parking.retrySignature(signature);
    }

    @Post('parked-events/:id/skip')
    @Endpoint({
      summary: 'Give a parked event up for good, with a reason',
      tag: 'operations',
      access: operations.skipParkedEvent,
      params: idParams,
      body: z.strictObject({ reason: z.string().trim().min(3).max(500).describe('No personal data') }),
      response: retrySchema,
      status: 200,
      problems: conflicts,
    })
    skipParkedEvent(
      @Param() { id }: { id: string },
      @Body() { reason }: { reason: string },
      @CurrentUser() user: CurrentActor,
    ): Promise<RetryResult> {
      return this.parking.skip(id, reason, user.sub);
    }

    @Get('paused-partitions')
    @Endpoint({
      summary: 'List partitions that stand still until somebody acts',
      tag: 'operations',
      access: operations.listPausedPartitions,
      response: pausedSchema,
    })
    async listPausedPartitions() {
      const partitions = await this.parking.pausedPartitions();
      return { partitions: partitions.map((paused) => ({ ...paused, since: paused.since.toISOString() })) };
    }

    @Post('paused-partitions/resume')
    @Endpoint({
      summary: 'Let a partition go on',
      tag: 'operations',
      access: operations.resumePartition,
      body: z.strictObject({ topic: z.string().max(100), partition: z.int().min(0).max(2_147_483_647) }),
      response: z.object({ resumed: z.boolean().describe('False when it did not stand still') }),
      status: 200,
    })
    async resumePartition(@Body() { topic, partition }: { topic: string; partition: number }) {
      return { resumed: await this.parking.resumePartition(topic, partition) };
    }
  }
  return ParkedEventsController;
}

function view(event: ParkedEvent): ParkedEventView {
  return {
    id: event.id,
    topic: event.topic,
    partition: event.partition,
    offset: String(event.offset),
    blockingKey: event.blockingKey,
    status: event.status,
    eventId: event.eventId,
    eventType: event.eventType,
    reason: event.reason,
    error: event.error,
    signature: event.signature,
    attempts: event.attempts,
    parkedAt: event.parkedAt.toISOString(),
    lastTriedAt: event.lastTriedAt?.toISOString() ?? null,
    skipped: event.skipped ? { ...event.skipped, at: event.skipped.at.toISOString() } : null,
  };
}
