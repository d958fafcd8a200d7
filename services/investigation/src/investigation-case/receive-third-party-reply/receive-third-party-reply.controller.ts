import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, zonedInstantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, movedSchema } from '@redress/http';
import { z } from 'zod';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { ReceiveThirdPartyReplyHandler } from './receive-third-party-reply.handler';

const thirdPartyPathSchema = complaintPathSchema.extend({
  thirdPartyId: z.uuid().describe('Id of what the third party was asked'),
});

const replySchema = z.strictObject({
  evidenceIds: z.array(z.uuid()).min(1).max(50).describe('Evidence on the case that holds the reply'),
  repliedAt: zonedInstantSchema
    .optional()
    .describe('When the enterprise got it, business time; now if absent, never in the future'),
});

const replyReceivedSchema = movedSchema.extend({ version: z.number().int().describe('Version of the case after it') });

@Controller()
export class ReceiveThirdPartyReplyController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ReceiveThirdPartyReplyHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/third-parties/:thirdPartyId/reply')
  @Endpoint({
    summary: 'Take the reply of a third party',
    description: 'The reply is on the case as evidence before. The last reply has the investigation go on (T14).',
    tag: 'Investigation',
    operationId: 'receiveThirdPartyReply',
    access: ACCESS.investigation.receiveThirdPartyReply,
    params: thirdPartyPathSchema,
    body: replySchema,
    response: replyReceivedSchema,
    idempotent: 'store',
    problems: { 409: 'The round has ended, or the third party has replied before' },
  })
  receiveThirdPartyReply(
    @Command() command: CommandContext,
    @Param('thirdPartyId') thirdPartyId: string,
    @Body() reply: z.infer<typeof replySchema>,
  ) {
    return this.commands.run(command, (tx) =>
      this.handler.handle(tx, { ...command.onComplaint, ...reply, thirdPartyId }),
    );
  }
}
