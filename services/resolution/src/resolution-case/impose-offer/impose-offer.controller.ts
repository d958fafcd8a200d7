import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import {
  impositionBodySchema,
  proposedSchema,
  stepDecidedSchema,
  stepDecisionBodySchema,
  type ImpositionBody,
  type StepDecisionBody,
} from './impose-offer.dto';
import { ImposeOfferHandler } from './impose-offer.handler';

@Controller('v1/complaints/:id/resolution/imposition')
export class ImposeOfferController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ImposeOfferHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Propose to carry out what was offered without consent',
    description:
      'For safety or by a duty of the law, with a ground that the complainant is told; an executive decides (T26, RM-10).',
    tag: 'Resolution',
    operationId: 'proposeImposition',
    access: ACCESS.resolution.proposeImposition,
    params: complaintPathSchema,
    body: impositionBodySchema,
    response: proposedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'Nothing is offered, it is proposed already, or safety is not concerned' },
  })
  propose(@Command() command: CommandContext, @Body() body: ImpositionBody) {
    return this.commands.run(command, (tx) => this.handler.propose(tx, { ...command.onComplaint, ...body }));
  }

  @Post('decision')
  @Endpoint({
    summary: 'Decide whether what was offered is carried out without consent',
    description:
      'By an executive who neither proposed it nor drafted, handled or investigated. Approved: the remedies begin, and the complainant is told (T26).',
    tag: 'Resolution',
    operationId: 'decideImposition',
    access: ACCESS.resolution.decideImposition,
    params: complaintPathSchema,
    body: stepDecisionBodySchema,
    response: stepDecidedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'Nothing is proposed, or the offer was answered' },
  })
  decide(@Command() command: CommandContext, @Body() body: StepDecisionBody) {
    return this.commands.run(command, (tx) => this.handler.decide(tx, { ...command.onComplaint, ...body }));
  }
}
