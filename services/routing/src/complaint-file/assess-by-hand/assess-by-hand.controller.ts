import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { AssessByHandHandler } from './assess-by-hand.handler';
import { assessmentSchema, type AssessmentBody } from './assess-by-hand.dto';

@Controller('v1/complaints/:id/assessment')
export class AssessByHandController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: AssessByHandHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Assess a complaint and assign it',
    description: 'For complaints that the rules did not recognise and for those that were reopened (T9).',
    tag: 'assignment',
    operationId: 'assessComplaint',
    access: ACCESS.routing.assessComplaint,
    params: complaintParams,
    body: assessmentSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; blocked: WRONG_STATE, HANDLER_NOT_ACTIVE, HANDLER_NOT_OF_UNIT, CAPACITY_REACHED',
    },
  })
  assess(@Command() command: CommandContext, @Body() body: AssessmentBody): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
