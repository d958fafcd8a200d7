import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, movedSchema } from '@redress/http';
import { z } from 'zod';
import { answerPathSchema } from '../record-answer/record-answer.dto';
import { RecordObjectionHandler } from './record-objection.handler';

const objectionBodySchema = z.strictObject({
  contactId: z.uuid().describe('Contact in which the complainant objected'),
  words: z.string().trim().min(1).max(5_000).optional().describe('What is not so; kept sealed'),
});

const objectionRecordedSchema = movedSchema.extend({ answerId: z.uuid(), version: z.number().int() });

@Controller()
export class RecordObjectionController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RecordObjectionHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/answers/:answerId/objection')
  @Endpoint({
    summary: 'Record that the complainant objects to what was recorded as the answer',
    description:
      'The record no longer counts. Of an acceptance, what is not done stops, and the plan is drafted anew (T42, RM-09).',
    tag: 'Resolution',
    access: ACCESS.resolution.recordObjection,
    params: answerPathSchema,
    body: objectionBodySchema,
    response: objectionRecordedSchema,
    idempotent: 'store',
    problems: {
      404: 'There is no such answer in this round',
      409: 'Staff did not record it, it was objected to before, or the time is over; not-caught-up: the contact is not known here yet',
    },
  })
  recordObjection(
    @Command() command: CommandContext,
    @Param('answerId') answerId: string,
    @Body() body: z.infer<typeof objectionBodySchema>,
  ) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body, answerId }));
  }
}
