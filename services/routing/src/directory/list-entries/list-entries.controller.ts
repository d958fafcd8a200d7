import { Controller, Get, Param, Query } from '@nestjs/common';
import { ACCESS, holdsOneOf, RULES, UnitCode } from '@redress/contracts';
import {
  answer,
  CurrentUser,
  decodeCursor,
  Endpoint,
  pageOf,
  pageQuerySchema,
  pageSchema,
  Problem,
  type Answer,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { directoryView, directoryViewSchema, entryParams, type DirectoryView } from '../directory.dto';
import { SqlDirectoryRegister } from '../sql-directory-register';

const querySchema = pageQuerySchema.extend({
  kind: z.enum(['UNIT', 'STAFF', 'CLIENT', 'SOURCE']).optional(),
  unit: UnitCode.optional().describe('Directly in this unit; of units, those directly below it'),
});

@Controller('v1/directory')
export class ListEntriesController {
  constructor(
    private readonly database: Database,
    private readonly register: SqlDirectoryRegister,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List units, staff, clients and sources',
    tag: 'directory',
    operationId: 'listDirectory',
    access: ACCESS.routing.listDirectory,
    query: querySchema,
    response: pageSchema(directoryViewSchema),
  })
  async list(
    @Query() { kind, unit, cursor, limit }: z.infer<typeof querySchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<{ items: DirectoryView[]; nextCursor: string | null }> {
    const after = decodeCursor(z.string(), cursor) ?? '';
    const rows = await this.register.page(this.database, {
      organisationId: reader.organisationId ?? '',
      kind,
      unit,
      after,
      limit: limit + 1,
    });
    const seesAddresses = holdsOneOf(reader.roles, RULES.keepsDirectory);
    return pageOf(
      rows,
      limit,
      (row) => directoryView(row, seesAddresses),
      (row) => row.id,
    );
  }

  @Get(':id')
  @Endpoint({
    summary: 'Show an entry of the directory',
    tag: 'directory',
    operationId: 'showDirectoryEntry',
    access: ACCESS.routing.showDirectoryEntry,
    params: entryParams,
    response: directoryViewSchema,
    etag: true,
    problems: { 404: 'No such entry' },
  })
  async show(
    @Param() { id }: z.infer<typeof entryParams>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<Answer<DirectoryView>> {
    const found = await this.register.find(this.database, id);
    if (!found || found.entry.organisationId !== reader.organisationId) throw Problem.notFound('directory entry');
    return answer(directoryView(found, holdsOneOf(reader.roles, RULES.keepsDirectory)), { version: found.version });
  }
}
