import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ACCESS, directoryEntrySchema, type DirectoryEntry } from '@redress/contracts';
import { answer, Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { entryParams } from '../directory.dto';
import { ChangeEntryHandler } from './change-entry.handler';

const changedSchema = z.object({ id: z.string(), version: z.number().int().positive() }).meta({ id: 'EntryChanged' });
type Changed = z.infer<typeof changedSchema>;

@Controller('v1/directory/:id')
export class ChangeEntryController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ChangeEntryHandler,
  ) {}

  @Put()
  @Endpoint({
    summary: 'Add or change an entry of the directory',
    description: 'Send `If-Match: "0"` for an entry that must not exist yet.',
    tag: 'directory',
    operationId: 'putDirectoryEntry',
    access: ACCESS.routing.putDirectoryEntry,
    params: entryParams,
    body: directoryEntrySchema,
    response: changedSchema,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
  })
  put(
    @Command() command: CommandContext,
    @Param() { id }: z.infer<typeof entryParams>,
    @Body() entry: DirectoryEntry,
  ): Promise<Changed | Answer<Changed>> {
    return this.commands.run(command, async (tx) => {
      const version = await this.handler.put(tx, id, entry, command.expectedVersion);
      return answer({ id, version }, { version });
    });
  }

  @Delete()
  @Endpoint({
    summary: 'Remove an entry of the directory',
    tag: 'directory',
    operationId: 'removeDirectoryEntry',
    access: ACCESS.routing.removeDirectoryEntry,
    params: entryParams,
    status: 204,
    idempotent: 'store',
    ifMatch: true,
    problems: { 404: 'No such entry', 409: 'blocked: UNIT_NOT_EMPTY, HAS_COMPLAINTS' },
  })
  async remove(@Command() command: CommandContext, @Param() { id }: z.infer<typeof entryParams>): Promise<void> {
    await this.commands.run(command, (tx) => this.handler.remove(tx, id, command.expectedVersion));
  }
}
