import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { complaintPathSchema } from '../../resolution-case/draft-plan/draft-plan.dto';
import { awardRecordedSchema, recordAwardSchema } from './record-award.dto';
import { RecordAwardHandler } from './record-award.handler';

@Controller()
export class RecordAwardController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RecordAwardHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/dispute/award')
  @Endpoint({
    summary: 'Record how a dispute before a body outside ended',
    description:
      'What is awarded becomes a plan, else the case is closed. The lesson that a unit has to learn from it is compulsory (T33).',
    tag: 'Dispute',
    access: ACCESS.resolution.recordAward,
    params: complaintPathSchema,
    body: recordAwardSchema,
    response: awardRecordedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'No dispute is open' },
  })
  recordAward(@Command() command: CommandContext, @Body() body: z.infer<typeof recordAwardSchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
