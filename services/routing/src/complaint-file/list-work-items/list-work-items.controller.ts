import { Controller, Get, Query } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { CurrentUser, decodeCursor, Endpoint, pageOf, pageSchema, type CurrentActor } from '@redress/http';
import { z } from 'zod';
import { ClockViews } from '../../sla-clock/clock-views';
import { ListWorkItemsQuery } from './list-work-items.query';
import {
  workItemSchema,
  workItemsQuerySchema,
  workItemView,
  type WorkItemsQuery,
  type WorkItemView,
} from './list-work-items.dto';

const positionSchema = z.object({ key: z.array(z.string().max(100)).min(1).max(2), id: z.uuid() });

@Controller('v1/work-items')
export class ListWorkItemsController {
  constructor(
    private readonly query: ListWorkItemsQuery,
    private readonly views: ClockViews,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List work',
    description: 'Complaints of the units that the reader sees, with the clock that is due first.',
    tag: 'work',
    operationId: 'listWorkItems',
    access: ACCESS.routing.listWorkItems,
    query: workItemsQuerySchema,
    response: pageSchema(workItemSchema),
  })
  async list(
    @Query() { cursor, limit, ...filters }: WorkItemsQuery,
    @CurrentUser() reader: CurrentActor,
  ): Promise<{ items: WorkItemView[]; nextCursor: string | null }> {
    const after = decodeCursor(positionSchema, cursor);
    const listed = await this.query.run({ ...filters, after, limit: limit + 1 }, reader);
    return pageOf(
      listed,
      limit,
      ({ row, clock }) => workItemView(row, clock ? this.views.of(clock) : null),
      ({ row }) => ({ key: row.sort_key, id: row.complaint_id }),
    );
  }
}
