import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { followUpBodySchema, followUpRecordedSchema, type FollowUpBody } from './record-follow-up.dto';
import { RecordFollowUpHandler } from './record-follow-up.handler';

@Controller()
export class RecordFollowUpController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RecordFollowUpHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/follow-ups')
  @Endpoint({
    summary: 'Record a follow-up attempt',
    description:
      'SUCCESS closes (T28), FAILED reopens (T29), UNREACHABLE counts and closes after enough attempts (T28), DEFERRED waits for a later visit.',
    tag: 'Resolution',
    access: ACCESS.resolution.recordFollowUp,
    params: complaintPathSchema,
    body: followUpBodySchema,
    response: followUpRecordedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The complaint is not resolved' },
  })
  recordFollowUp(@Command() command: CommandContext, @Body() body: FollowUpBody) {
    return this.commands.run(command, (tx) => {
      const { deferredUntil, ...report } = body;
      const until = deferredUntil === undefined ? undefined : new Date(deferredUntil);
      return this.handler.handle(tx, { ...command.onComplaint, ...report, deferredUntil: until });
    });
  }
}
