import { Body, Controller, Get, Optional, Post } from '@nestjs/common';
import { TOPIC_NAMES, type TopicName } from '@redress/contracts';
import { Endpoint } from '@redress/http';
import { Messaging } from '@redress/messaging';
import { z } from 'zod';
import { IdleRegistry } from '../idle-registry';
import { RepairDocuments } from '../read-back/repair-documents.work';

const idleSchema = z.object({
  idle: z.boolean().describe('Nothing is pending'),
  pending: z.record(z.string(), z.number().int()).describe('How much is pending, by kind of work'),
  explained: z
    .array(z.string())
    .optional()
    .describe('Where that was asked for: what is pending, by ids, codes, states and times'),
});

type Idle = z.infer<typeof idleSchema>;

const endsSchema = z.strictObject({
  ends: z
    .partialRecord(
      z.enum(TOPIC_NAMES as [TopicName, ...TopicName[]]),
      z.array(z.string().regex(/^\d{1,19}$/)).max(1_000),
    )
    .describe(
      'Offset that the next record of each partition gets, in their order; topics that are not read here do not matter',
    ),
  readBack: z
    .boolean()
    .default(false)
    .describe(
      'Whether what the service reads back of its own documents counts too, and what it finds outdated there: that takes a few seconds more',
    ),
  explain: z.boolean().default(false).describe('Whether to name what is pending, for a driver that has waited long'),
});

type Ends = z.infer<typeof endsSchema>;

const DRIVER = { scopes: ['clock:drive'] } as const;

/** Tells the driver of the clock whether the service has done all that business time has brought. */
@Controller('internal/idle')
export class IdleController {
  constructor(
    private readonly registry: IdleRegistry,
    private readonly messaging: Messaging,
    @Optional() private readonly repair?: RepairDocuments,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Tell what is still to be done at this business time',
    tag: 'operations',
    access: DRIVER,
    response: idleSchema,
  })
  async tellPending(): Promise<Idle> {
    return idleWhenNothingOf(await this.registry.pending());
  }

  @Post()
  @Endpoint({
    summary: 'Tell what is still to be done at this business time, with the log read up to given ends',
    description:
      'For drivers that sample the ends of all topics once for all services. When every service is idle and the ends are still the same afterwards, the platform was at rest in between.',
    tag: 'operations',
    access: DRIVER,
    body: endsSchema,
    response: idleSchema,
    status: 200,
  })
  async tellPendingUpTo(@Body() { explain, ...wanted }: Ends): Promise<Idle> {
    const found = await this.pendingUpTo(wanted);
    return explain && !found.idle ? { ...found, explained: await this.registry.explain() } : found;
  }

  private async pendingUpTo({ ends, readBack }: Omit<Ends, 'explain'>): Promise<Idle> {
    // First what is unread, then the work it led to: the other way round something could pass between the two looks.
    const { promptTopics, topics } = this.messaging.runtime;
    const lag = await this.unread(ends, readBack ? topics : promptTopics);
    if (lag > 0) return idleWhenNothingOf({ lag });
    const pending: Record<string, number> = { lag };
    if (readBack && this.repair) pending['outdatedDocuments'] = await this.repair.pending();
    return idleWhenNothingOf({ ...pending, ...(await this.registry.pendingBesidesCostly()) });
  }

  private async unread(ends: Ends['ends'], topics: readonly TopicName[]): Promise<number> {
    const { positions } = this.messaging.runtime;
    const wanted = topics.flatMap((topic) =>
      (ends[topic] ?? []).map((end, partition) => ({ topic, partition, end: BigInt(end) })),
    );
    const read = new Map(
      (await positions.load(wanted)).map(({ topic, partition, nextOffset }) => [`${topic}/${partition}`, nextOffset]),
    );
    return wanted.reduce((sum, { topic, partition, end }) => {
      const next = read.get(`${topic}/${partition}`) ?? 0n;
      return end > next ? sum + Number(end - next) : sum;
    }, 0);
  }
}

function idleWhenNothingOf(pending: Record<string, number>): Idle {
  return { idle: Object.values(pending).every((count) => count === 0), pending };
}
