import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { remedyPathSchema } from '../execute-remedy/execute-remedy.dto';
import {
  proposedSchema,
  stepDecidedSchema,
  stepDecisionBodySchema,
  type StepDecisionBody,
} from '../impose-offer/impose-offer.dto';
import { cancellationBodySchema, type CancellationBody } from './cancel-remedy.dto';
import { CancelRemedyHandler } from './cancel-remedy.handler';

@Controller('v1/complaints/:id/resolution/remedies/:remedyId/cancellation')
export class CancelRemedyController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: CancelRemedyHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Propose that a remedy is not carried out any more',
    description: 'With the contact in which the complainant agreed an approver decides, without it an executive (T27).',
    tag: 'Resolution',
    operationId: 'proposeCancellation',
    access: ACCESS.resolution.proposeCancellation,
    params: remedyPathSchema,
    body: cancellationBodySchema,
    response: proposedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The remedy is over, or its cancellation is proposed already' },
  })
  propose(@Command() command: CommandContext, @Param('remedyId') remedyId: string, @Body() body: CancellationBody) {
    return this.commands.run(command, (tx) => this.handler.propose(tx, { ...command.onComplaint, ...body, remedyId }));
  }

  @Post('decision')
  @Endpoint({
    summary: 'Decide whether a remedy is not carried out any more',
    description:
      'Approved: the complainant is told; where nothing else is left to be done, the complaint is resolved (T27).',
    tag: 'Resolution',
    operationId: 'decideCancellation',
    access: ACCESS.resolution.decideCancellation,
    params: remedyPathSchema,
    body: stepDecisionBodySchema,
    response: stepDecidedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'Nothing is proposed, or the remedy is over' },
  })
  decide(@Command() command: CommandContext, @Param('remedyId') remedyId: string, @Body() body: StepDecisionBody) {
    return this.commands.run(command, (tx) => this.handler.decide(tx, { ...command.onComplaint, ...body, remedyId }));
  }
}
