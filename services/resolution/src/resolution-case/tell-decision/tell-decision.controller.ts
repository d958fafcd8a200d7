import { Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { toldSchema } from './tell-decision.dto';
import { TellDecisionHandler } from './tell-decision.handler';

@Controller()
export class TellDecisionController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: TellDecisionHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/decision')
  @Endpoint({
    summary: 'Have the decision told to the complainant, who is not asked',
    description:
      'For plans that neither pay, deliver nor take back, by the drafter or, once it is submitted, by the approver; to an unfounded complaint with a visit or a public notice (T41).',
    tag: 'Resolution',
    access: ACCESS.resolution.tellDecision,
    params: complaintPathSchema,
    response: toldSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The plan needs consent, lacks the clarification, or was decided on' },
  })
  tellDecision(@Command() command: CommandContext) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, command.onComplaint));
  }
}
