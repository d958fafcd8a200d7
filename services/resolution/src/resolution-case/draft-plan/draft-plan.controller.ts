import { Body, Controller, Post, Put } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema, draftedSchema, planBodySchema, type PlanBody } from './draft-plan.dto';
import { DraftPlanHandler } from './draft-plan.handler';

@Controller()
export class DraftPlanController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: DraftPlanHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/plan')
  @Endpoint({
    summary: 'Draft the resolution plan',
    description: 'Remedies, or an explanation when the complaint is not well founded (T17).',
    tag: 'Resolution',
    access: ACCESS.resolution.draftPlan,
    params: complaintPathSchema,
    body: planBodySchema,
    response: draftedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The complaint is not determined, or has a plan already' },
  })
  draftPlan(@Command() command: CommandContext, @Body() plan: PlanBody) {
    return this.commands.run(command, (tx) => this.handler.draft(tx, { ...command.onComplaint, plan }));
  }

  @Put('v1/complaints/:id/resolution/plan')
  @Endpoint({
    summary: 'Replace the draft of the resolution plan',
    description: 'A new revision; the complaint does not move. Needed before a rejected plan is submitted again.',
    tag: 'Resolution',
    access: ACCESS.resolution.revisePlan,
    params: complaintPathSchema,
    body: planBodySchema,
    response: draftedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The plan is not a draft' },
  })
  revisePlan(@Command() command: CommandContext, @Body() plan: PlanBody) {
    return this.commands.run(command, (tx) => this.handler.revise(tx, { ...command.onComplaint, plan }));
  }
}
