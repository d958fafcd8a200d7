import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Directory, reachesCase } from '@redress/access';
import { ACCESS, instantSchema, machines } from '@redress/contracts';
import {
  Command,
  CommandContext,
  Commands,
  CurrentUser,
  decodeCursor,
  Endpoint,
  pageOf,
  type Answer,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { EndItemHandler, type ItemChanged } from '../end-item/end-item.handler';
import { SqlInbox } from '../sql-inbox';
import { inboxPageSchema, inboxQuerySchema, itemChangedSchema, itemParamsSchema, itemView } from './inbox.dto';

const positionSchema = z.object({ createdAt: instantSchema, itemId: z.uuid() });
const { DONE, READ } = machines.inboxItem.state;

/** What members of staff are told of, each for themselves (RT-05). */
@Controller('v1/inbox')
export class InboxController {
  constructor(
    private readonly database: Database,
    private readonly inbox: SqlInbox,
    private readonly directory: Directory,
    private readonly commands: Commands,
    private readonly ending: EndItemHandler,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List what I am told of or asked to do, the newest first',
    description: 'Items of a case that the reader may no longer read are left out, so that a page can be shorter.',
    tag: 'inbox',
    access: ACCESS.notification.listInbox,
    query: inboxQuerySchema,
    response: inboxPageSchema,
  })
  async listInbox(
    @Query() { cursor, limit, show }: z.infer<typeof inboxQuerySchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<z.infer<typeof inboxPageSchema>> {
    const before = decodeCursor(positionSchema, cursor);
    const rows = await this.inbox.ofPerson(this.database, reader.sub, {
      before,
      isOpen: show === 'open',
      limit: limit + 1,
    });
    const person = this.directory.person(reader.sub);
    const page = pageOf(
      rows,
      limit,
      (row) => row,
      (row) => ({
        createdAt: row.createdAt.toISOString(),
        itemId: row.itemId,
      }),
    );
    const mine = page.items.filter((row) => person && reachesCase(row, person, this.directory));
    return { items: mine.map(itemView), nextCursor: page.nextCursor };
  }

  @Post(':itemId/read')
  @Endpoint({
    summary: 'Mark an item of mine as read',
    tag: 'inbox',
    access: ACCESS.notification.markItemRead,
    params: itemParamsSchema,
    response: itemChangedSchema,
    status: 200,
    idempotent: 'store',
    problems: { 409: 'blocked: it is done or cleared' },
  })
  markItemRead(
    @Command() command: CommandContext,
    @Param() { itemId }: z.infer<typeof itemParamsSchema>,
  ): Promise<ItemChanged | Answer<ItemChanged>> {
    return this.commands.run(command, (tx) => this.ending.handle(tx, { itemId, actor: command.actor, to: READ }));
  }

  @Post(':itemId/done')
  @Endpoint({
    summary: 'Mark an item of mine as done',
    tag: 'inbox',
    access: ACCESS.notification.finishItem,
    params: itemParamsSchema,
    response: itemChangedSchema,
    status: 200,
    idempotent: 'store',
    problems: { 409: 'blocked: it is done or cleared' },
  })
  finishItem(
    @Command() command: CommandContext,
    @Param() { itemId }: z.infer<typeof itemParamsSchema>,
  ): Promise<ItemChanged | Answer<ItemChanged>> {
    return this.commands.run(command, (tx) => this.ending.handle(tx, { itemId, actor: command.actor, to: DONE }));
  }
}
