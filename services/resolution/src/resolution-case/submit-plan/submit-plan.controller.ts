import { Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { submittedSchema } from './submit-plan.dto';
import { SubmitPlanHandler } from './submit-plan.handler';

@Controller()
export class SubmitPlanController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: SubmitPlanHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/submission')
  @Endpoint({
    summary: 'Submit the plan for approval',
    description: 'By its drafter; the authority matrix of the policy pack says which role approves (T18).',
    tag: 'Resolution',
    access: ACCESS.resolution.submitPlan,
    params: complaintPathSchema,
    response: submittedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The plan is not a draft, or was rejected and not revised' },
  })
  submitPlan(@Command() command: CommandContext) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, command.onComplaint));
  }
}
