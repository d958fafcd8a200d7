import { Controller, Get, Query } from '@nestjs/common';
import { CurrentUser, Endpoint, pageSchema, type CurrentActor } from '@redress/http';
import { ListWorkItemsQuery } from './list-work-items.query';
import { workItemSchema, workItemsQuerySchema, type WorkItemsQuery, type WorkItemView } from './list-work-items.dto';

@Controller('v1/work-items')
export class ListWorkItemsController {
  constructor(private readonly query: ListWorkItemsQuery) {}

  @Get()
  @Endpoint({
    summary: 'List work',
    description: 'Complaints of the units that the reader sees, with the clock that is due first.',
    tag: 'work',
    operationId: 'listWorkItems',
    access: 'authenticated',
    query: workItemsQuerySchema,
    response: pageSchema(workItemSchema),
  })
  list(
    @Query() query: WorkItemsQuery,
    @CurrentUser() reader: CurrentActor,
  ): Promise<{ items: WorkItemView[]; nextCursor: string | null }> {
    return this.query.run(query, reader);
  }
}
