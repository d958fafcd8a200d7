import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { stepDecidedSchema, stepDecisionBodySchema, type StepDecisionBody } from '../impose-offer/impose-offer.dto';
import { renegotiationBodySchema, renegotiationSchema, type RenegotiationBody } from './renegotiate.dto';
import { RenegotiateHandler } from './renegotiate.handler';

@Controller('v1/complaints/:id/resolution/renegotiation')
export class RenegotiateController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RenegotiateHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Negotiate anew what cannot be carried out as agreed',
    description:
      'Once a remedy has failed. What is not done yet is cancelled: at once where the complainant agreed in a contact, else when an executive decides so. What was done stays and counts (T42).',
    tag: 'Resolution',
    operationId: 'renegotiate',
    access: ACCESS.resolution.renegotiate,
    params: complaintPathSchema,
    body: renegotiationBodySchema,
    response: renegotiationSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'No remedy has failed, or it is proposed already' },
  })
  renegotiate(@Command() command: CommandContext, @Body() body: RenegotiationBody) {
    return this.commands.run(command, (tx) => this.handler.ask(tx, { ...command.onComplaint, ...body }));
  }

  @Post('decision')
  @Endpoint({
    summary: 'Decide whether the plan is negotiated anew without the consent of the complainant',
    tag: 'Resolution',
    operationId: 'decideRenegotiation',
    access: ACCESS.resolution.decideRenegotiation,
    params: complaintPathSchema,
    body: stepDecisionBodySchema,
    response: stepDecidedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'Nothing is proposed, or no remedy has failed any more' },
  })
  decide(@Command() command: CommandContext, @Body() body: StepDecisionBody) {
    return this.commands.run(command, (tx) => this.handler.decide(tx, { ...command.onComplaint, ...body }));
  }
}
