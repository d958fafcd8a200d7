import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { commandView } from '@redress/commands';
import { ACCESS, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import {
  answer,
  Command,
  CommandContext,
  Commands,
  CurrentUser,
  Disclosing,
  Endpoint,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { doorOf } from '../complaint/register-complaint/register-complaint.controller';
import { answerRegistration, registrationView } from '../complaint/register-complaint/registration.dto';
import type { Captured } from './domain/captured';
import { DraftDesk, draftObstacles } from './draft-desk';
import { draftBody, draftCapturedView, draftListView, draftView } from './draft.dto';
import type { SealedDraft } from './drafts';

const params = z.object({ draftId: z.uuid().describe('Draft id') });
const MOST_LISTED = 200;

/** Complaints that are captured before they can be registered, by every employee and by adapters of channels (IN-17). */
@Controller('v1/drafts')
export class DraftsController {
  constructor(
    private readonly commands: Commands,
    private readonly database: Database,
    private readonly desk: DraftDesk,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Capture a complaint that cannot be registered yet',
    description:
      'Description, channel and time of receipt are compulsory. An hour later it is registered as it then is, with what it lacks listed as missing; it cannot be discarded.',
    tag: 'drafts',
    operationId: 'captureDraft',
    access: ACCESS.intake.captureDraft,
    body: draftBody,
    response: draftCapturedView,
    idempotent: 'store',
    problems: { 422: 'invalid-fields: what could never be registered' },
  })
  async capture(@Body() captured: z.infer<typeof draftBody>, @Command() command: CommandContext) {
    const { actor } = command;
    return this.commands.run(command, (tx) => this.desk.capture(tx, doorOf(actor), actor, captured as Captured));
  }

  @Get()
  @Endpoint({
    summary: 'List open drafts: your own, or those of the organisation as intake officer',
    tag: 'drafts',
    operationId: 'listDrafts',
    access: ACCESS.intake.listDrafts,
    response: draftListView,
  })
  async list(@CurrentUser() reader: CurrentActor) {
    return { items: (await this.desk.list(this.database, reader, MOST_LISTED)).map(toSummary) };
  }

  @Get(':draftId')
  @Endpoint({
    summary: 'Read a draft',
    tag: 'drafts',
    operationId: 'readDraft',
    access: ACCESS.intake.readDraft,
    discloses: DISCLOSES.intake.readDraft,
    params,
    response: draftView,
    etag: true,
    problems: { 404: 'not-found' },
  })
  async read(
    @Param('draftId') draftId: string,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ) {
    const draft = await this.desk.find(this.database, draftId, reader);
    const content = await this.desk.contentOf(this.database, draft, disclosure);
    return answer(
      {
        ...toSummary(draft),
        content: (content as z.input<typeof draftBody> | undefined) ?? null,
        commands: [
          commandView('editDraft', ...draftObstacles(draft)),
          commandView('registerDraft', ...draftObstacles(draft)),
        ],
      },
      { version: draft.version },
    );
  }

  @Put(':draftId')
  @Endpoint({
    summary: 'Replace what a draft holds',
    description: 'The hour after which it is registered does not begin anew.',
    tag: 'drafts',
    operationId: 'editDraft',
    access: ACCESS.intake.editDraft,
    params,
    body: draftBody,
    response: draftCapturedView,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'not-found', 409: 'blocked: DRAFT_REGISTERED', 422: 'invalid-fields' },
  })
  async edit(
    @Param('draftId') draftId: string,
    @Body() captured: z.infer<typeof draftBody>,
    @Command() command: CommandContext,
  ) {
    const { actor, expectedVersion: version } = command;
    return this.commands.change(command, (tx) =>
      this.desk.edit(tx, {
        draftId,
        version,
        actor,
        door: doorOf(actor),
        captured: captured as Captured,
      }),
    );
  }

  @Post(':draftId/registration')
  @Endpoint({
    summary: 'Register a draft',
    description: 'By the form of the pack, as every registration; what it requires and the draft lacks is named.',
    tag: 'drafts',
    operationId: 'registerDraft',
    access: ACCESS.intake.registerDraft,
    params,
    response: registrationView,
    idempotent: 'store',
    ifMatch: true,
    problems: {
      404: 'not-found',
      409: 'blocked: DRAFT_REGISTERED',
      422: 'invalid-fields: by the registration form of the pack',
    },
  })
  async register(@Param('draftId') draftId: string, @Command() command: CommandContext) {
    const { actor, expectedVersion: version } = command;
    return this.commands.run(command, async (tx) =>
      answerRegistration(await this.desk.register(tx, { draftId, version, actor })),
    );
  }
}

function toSummary(draft: SealedDraft) {
  const { draftId, state, version, capturedByKind, capturedBy, capturedAt, registerAt, complaintId } = draft;
  return {
    draftId,
    state,
    version,
    capturedBy: { kind: capturedByKind, id: capturedBy },
    capturedAt: capturedAt.toISOString(),
    registerAt: registerAt.toISOString(),
    complaintId,
  };
}
