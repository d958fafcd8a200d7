import { Controller, Get, Param, Query } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import {
  CurrentUser,
  decodeCursor,
  Endpoint,
  pageOf,
  pageQuerySchema,
  pageSchema,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { entryChangeSchema, entryChangeView, entryParams } from '../directory.dto';
import { DirectoryHistory } from '../directory-history';

/** Who changed an entry of the directory, and how (SY-01). */
@Controller('v1/directory/:id/changes')
export class ListChangesController {
  constructor(
    private readonly database: Database,
    private readonly history: DirectoryHistory,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List the changes of an entry, newest first',
    description: 'Also of an entry that was removed. An entry that never was has none.',
    tag: 'directory',
    operationId: 'listEntryChanges',
    access: ACCESS.routing.listEntryChanges,
    params: entryParams,
    query: pageQuerySchema,
    response: pageSchema(entryChangeSchema),
  })
  async list(
    @Param() { id }: z.infer<typeof entryParams>,
    @Query() { cursor, limit }: z.infer<typeof pageQuerySchema>,
    @CurrentUser() reader: CurrentActor,
  ) {
    const before = decodeCursor(z.uuid(), cursor);
    const { organisationId } = reader.person;
    const rows = await this.database.transaction((tx) =>
      this.history.page(tx, id, organisationId, { before, limit: limit + 1 }),
    );
    return pageOf(
      rows,
      limit,
      (row) => entryChangeView(row, reader.roles.includes('ORGANISATION_ADMIN')),
      (row) => row.changeId,
    );
  }
}
