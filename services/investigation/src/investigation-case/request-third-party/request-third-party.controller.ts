import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, ThirdPartyKind, zonedInstantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, movedSchema } from '@redress/http';
import { z } from 'zod';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { RequestThirdPartyHandler } from './request-third-party.handler';

const requestThirdPartySchema = z.strictObject({
  partyKind: ThirdPartyKind,
  name: z.string().trim().min(1).max(200).describe('Who is asked; kept sealed'),
  request: z.string().trim().min(1).max(5_000).describe('What is asked; kept sealed'),
  dueAt: zonedInstantSchema.describe('Until when a reply is due: later than now, within 90 days'),
});

const thirdPartyRequestedSchema = movedSchema.extend({
  thirdPartyId: z.uuid(),
  version: z.number().int().describe('Version of the case after it'),
});

@Controller()
export class RequestThirdPartyController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RequestThirdPartyHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/third-parties')
  @Endpoint({
    summary: 'Ask a third party',
    description: 'A supplier, laboratory, expert or witness; the investigation waits for the reply (T14).',
    tag: 'Investigation',
    operationId: 'requestThirdParty',
    access: ACCESS.investigation.requestThirdParty,
    params: complaintPathSchema,
    body: requestThirdPartySchema,
    response: thirdPartyRequestedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The complaint is not under investigation' },
  })
  requestThirdParty(@Command() command: CommandContext, @Body() asked: z.infer<typeof requestThirdPartySchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...asked }));
  }
}
