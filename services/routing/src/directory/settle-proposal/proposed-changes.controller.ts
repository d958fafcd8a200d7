import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ACCESS, machines } from '@redress/contracts';
import {
  Command,
  CommandContext,
  Commands,
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
import { proposedChangeSchema, proposedChangeView } from '../directory.dto';
import { DirectoryProposals } from '../directory-proposals';
import { SettleProposalHandler } from './settle-proposal.handler';

const proposalParams = z.object({ id: z.uuid().describe('Proposal id') });
const querySchema = pageQuerySchema.extend({ state: machines.directoryProposal.schema.optional() });
const refusalSchema = z.strictObject({ reason: z.string().trim().min(3).max(500).describe('No personal data') });
const madeSchema = z
  .object({ id: z.string(), version: z.number().int().min(0).describe('Of the entry; 0 when it was removed') })
  .meta({ id: 'ChangeMade' });

type Made = z.infer<typeof madeSchema>;
type Params = z.infer<typeof proposalParams>;
type View = z.infer<typeof proposedChangeSchema>;

const problems = { 404: 'not-found', 409: 'blocked: ALREADY_SETTLED' };

/** Changes of the directory that need a second administrator (SY-01). */
@Controller('v1/directory-changes')
export class ProposedChangesController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly proposals: DirectoryProposals,
    private readonly handler: SettleProposalHandler,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List proposed changes of the directory, newest first',
    tag: 'directory',
    operationId: 'listProposedChanges',
    access: ACCESS.routing.listProposedChanges,
    query: querySchema,
    response: pageSchema(proposedChangeSchema),
  })
  async list(@Query() { state, cursor, limit }: z.infer<typeof querySchema>, @CurrentUser() reader: CurrentActor) {
    const before = decodeCursor(z.uuid(), cursor);
    const rows = await this.database.transaction((tx) =>
      this.proposals.page(tx, reader.person.organisationId, { state, before, limit: limit + 1 }),
    );
    return pageOf(
      rows,
      limit,
      (row) => proposedChangeView(row, seesAddresses(reader)),
      (row) => row.proposalId,
    );
  }

  @Get(':id')
  @Endpoint({
    summary: 'Show a proposed change of the directory',
    tag: 'directory',
    operationId: 'showProposedChange',
    access: ACCESS.routing.showProposedChange,
    params: proposalParams,
    response: proposedChangeSchema,
    problems: { 404: 'not-found' },
  })
  async show(@Param() { id }: Params, @CurrentUser() reader: CurrentActor): Promise<View> {
    const found = await this.database.transaction((tx) => this.proposals.find(tx, id, reader.person.organisationId));
    if (!found) throw Problem.notFound('proposed change');
    return proposedChangeView(found, seesAddresses(reader));
  }

  @Post(':id/confirmation')
  @Endpoint({
    summary: 'Confirm a proposed change, which is made by this',
    description: 'By another administrator than the one who proposed it, and not about their own entry.',
    tag: 'directory',
    operationId: 'confirmProposedChange',
    access: ACCESS.routing.confirmProposedChange,
    params: proposalParams,
    response: madeSchema,
    status: 200,
    idempotent: 'store',
    problems: { ...problems, 409: 'blocked: ALREADY_SETTLED, ENTRY_CHANGED, UNIT_NOT_EMPTY, HAS_COMPLAINTS' },
  })
  confirm(@Command() command: CommandContext, @Param() { id }: Params): Promise<Made | Answer<Made>> {
    return this.commands.run(command, (tx) => this.handler.confirm(tx, id, command.actor));
  }

  @Post(':id/refusal')
  @Endpoint({
    summary: 'Refuse a proposed change',
    description: 'By another administrator than the one who proposed it.',
    tag: 'directory',
    operationId: 'refuseProposedChange',
    access: ACCESS.routing.refuseProposedChange,
    params: proposalParams,
    body: refusalSchema,
    status: 204,
    idempotent: 'store',
    problems,
  })
  async refuse(
    @Command() command: CommandContext,
    @Param() { id }: Params,
    @Body() { reason }: z.infer<typeof refusalSchema>,
  ): Promise<void> {
    await this.commands.run(command, (tx) => this.handler.refuse(tx, id, command.actor, reason));
  }

  @Post(':id/retraction')
  @Endpoint({
    summary: 'Take a change back that one has proposed',
    tag: 'directory',
    operationId: 'retractProposedChange',
    access: ACCESS.routing.retractProposedChange,
    params: proposalParams,
    status: 204,
    idempotent: 'store',
    problems,
  })
  async retract(@Command() command: CommandContext, @Param() { id }: Params): Promise<void> {
    await this.commands.run(command, (tx) => this.handler.retract(tx, id, command.actor));
  }
}

function seesAddresses({ roles }: CurrentActor): boolean {
  return roles.includes('ORGANISATION_ADMIN');
}
