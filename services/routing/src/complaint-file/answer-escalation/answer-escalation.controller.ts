import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, text } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { AnswerEscalationHandler } from './answer-escalation.handler';

const answerSchema = z.strictObject({
  answer: z.enum(['ACT', 'PASS_ON']).describe('Acted on it, or passed it on to the next level'),
  note: text(5_000).describe('What was done, or why somebody above has to decide; for colleagues, kept sealed'),
});

@Controller('v1/complaints/:id/escalations')
export class AnswerEscalationController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: AnswerEscalationHandler,
  ) {}

  @Post('answer')
  @Endpoint({
    summary: 'Act on an escalation, or pass it on',
    description: 'By whom it names, their deputy, or somebody above, with a note (ES-03).',
    tag: 'assignment',
    operationId: 'answerEscalation',
    access: ACCESS.routing.answerEscalation,
    params: complaintParams,
    body: answerSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'blocked: NOT_OPEN, NOTHING_ESCALATED, NOT_THE_TARGET, LADDER_ENDS',
    },
  })
  answer(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof answerSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
