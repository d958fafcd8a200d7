import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ACCESS, directoryEntrySchema, type DirectoryEntry } from '@redress/contracts';
import { answer, Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { changeProposedSchema, entryParams } from '../directory.dto';
import { ChangeEntryHandler, type ChangeCommand, type ChangeOutcome } from './change-entry.handler';

const changedSchema = z.object({ id: z.string(), version: z.number().int().positive() }).meta({ id: 'EntryChanged' });
type Changed = z.infer<typeof changedSchema>;
type Proposed = z.infer<typeof changeProposedSchema>;

const SECOND_PERSON =
  'What concerns the authority of approvers and administrators is proposed only, and made when another administrator confirms it. No one changes what they themselves may do.';
const alternatives = {
  202: { description: 'Proposed: another administrator has to confirm it', response: changeProposedSchema },
};

@Controller('v1/directory/:id')
export class ChangeEntryController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ChangeEntryHandler,
  ) {}

  @Put()
  @Endpoint({
    summary: 'Add or change an entry of the directory',
    description: `Send \`If-Match: "0"\` for an entry that must not exist yet. ${SECOND_PERSON}`,
    tag: 'directory',
    operationId: 'putDirectoryEntry',
    access: ACCESS.routing.putDirectoryEntry,
    params: entryParams,
    body: directoryEntrySchema,
    response: changedSchema,
    alternatives,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'The entry belongs to another organisation', 409: 'blocked: CHANGE_PROPOSED' },
  })
  put(
    @Command() command: CommandContext,
    @Param() { id }: z.infer<typeof entryParams>,
    @Body() entry: DirectoryEntry,
  ): Promise<Changed | Proposed | Answer<Changed | Proposed>> {
    return this.commands.run<Changed | Proposed>(command, async (tx) => {
      const outcome = await this.handler.put(tx, commandOn(id, command), entry);
      return outcome.proposal
        ? proposedAnswer(outcome.proposal)
        : answer({ id, version: outcome.version }, { version: outcome.version });
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
    description: SECOND_PERSON,
    alternatives,
    idempotent: 'store',
    ifMatch: true,
    problems: { 404: 'No such entry', 409: 'blocked: UNIT_NOT_EMPTY, HAS_COMPLAINTS, CHANGE_PROPOSED' },
  })
  async remove(
    @Command() command: CommandContext,
    @Param() { id }: z.infer<typeof entryParams>,
  ): Promise<undefined | Proposed | Answer<Proposed | undefined>> {
    return this.commands.run<Proposed | undefined>(command, async (tx) => {
      const { proposal } = await this.handler.remove(tx, commandOn(id, command));
      return proposal && proposedAnswer(proposal);
    });
  }
}

const commandOn = (id: string, { actor, expectedVersion }: CommandContext): ChangeCommand => ({
  caller: actor,
  id,
  expectedVersion,
});

function proposedAnswer({ proposalId, expiresAt }: NonNullable<ChangeOutcome['proposal']>): Answer<Proposed> {
  return answer(
    { proposalId, expiresAt: expiresAt.toISOString() },
    { status: 202, headers: { location: `/v1/directory-changes/${proposalId}` } },
  );
}
