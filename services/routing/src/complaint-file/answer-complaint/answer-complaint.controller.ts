import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, text } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { AnswerComplaintHandler } from './answer-complaint.handler';

const answerSchema = z.strictObject({
  text: text(10_000).optional().describe('The answer, which goes out as a letter; kept sealed'),
  contactId: z.uuid().optional().describe('Two-way contact in which it was told instead'),
});

@Controller('v1/complaints/:id/answer')
export class AnswerComplaintController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: AnswerComplaintHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Answer a question or suggestion',
    description:
      'By letter, or told in a contact; one of both (T8). It closes without a follow-up unless the pack asks for one.',
    tag: 'assignment',
    operationId: 'answerComplaint',
    access: ACCESS.routing.answerComplaint,
    params: complaintParams,
    body: answerSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; not-caught-up; blocked: WRONG_STATE, WRONG_KIND, ANOTHER_UNIT',
    },
  })
  answer(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof answerSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
