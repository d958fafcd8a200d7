import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { ACCESS, complaintIdSchema, requestIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, CurrentUser, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { toRequestView } from '../request-view';
import { requestAccepted, requestBody, requestView } from '../request.dto';
import { Requests } from '../requests';
import { MakeRequest } from './make-request.handler';

/** Requests to the holder of a complaint, as staff make and read them. */
@Controller('v1')
export class RequestsController {
  constructor(
    private readonly commands: Commands,
    private readonly makeRequest: MakeRequest,
    private readonly requests: Requests,
    private readonly database: Database,
    private readonly caseAccess: CaseAccess,
  ) {}

  @Post('complaints/:complaintId/requests')
  @Endpoint({
    summary: 'Ask the holder of a complaint for something',
    description: 'The holder grants or refuses it; read the request to learn the answer.',
    tag: 'requests',
    operationId: 'requestOfHolder',
    access: ACCESS.intake.requestOfHolder,
    params: z.object({ complaintId: complaintIdSchema }),
    body: requestBody,
    response: requestAccepted,
    status: 202,
    idempotent: 'store',
    problems: { 404: 'not-found', 409: 'blocked: says by which rules' },
  })
  async request(
    @Param('complaintId') complaintId: string,
    @Body() { statement, ...asked }: z.infer<typeof requestBody>,
    @Command() command: CommandContext,
  ) {
    return this.commands.run(command, (tx) =>
      this.makeRequest.handle(tx, { complaintId, asked, statement, actor: command.actor, ofOwnOrganisation: true }),
    );
  }

  @Get('requests/:requestId')
  @Endpoint({
    summary: 'Read a request and its answer',
    tag: 'requests',
    operationId: 'readRequest',
    access: ACCESS.intake.readRequest,
    params: z.object({ requestId: requestIdSchema }),
    response: requestView,
    problems: { 404: 'not-found' },
  })
  async read(@Param('requestId') requestId: string, @CurrentUser() reader: CurrentActor) {
    const request = await this.requests.find(this.database, requestId, reader.person?.organisationId ?? '');
    if (!request) throw Problem.notFound('request');
    await this.caseAccess.mustSee(this.database, request.complaintId, reader, ACCESS.intake.readRequest);
    return toRequestView(request);
  }
}
