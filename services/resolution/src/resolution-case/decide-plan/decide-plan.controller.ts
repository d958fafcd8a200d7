import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { decidedSchema, decisionSchema, type DecisionBody } from './decide-plan.dto';
import { DecidePlanHandler } from './decide-plan.handler';

@Controller()
export class DecidePlanController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: DecidePlanHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/approval')
  @Endpoint({
    summary: 'Approve or reject the plan',
    description: 'Approved, it is offered to the complainant (T20); rejected, it goes back to its drafter (T19).',
    tag: 'Resolution',
    access: ACCESS.resolution.decidePlan,
    params: complaintPathSchema,
    body: decisionSchema,
    response: decidedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'No plan is waiting for approval' },
  })
  decidePlan(@Command() command: CommandContext, @Body() body: DecisionBody) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
