import { Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { offeredSchema } from './offer-plan.dto';
import { OfferPlanHandler } from './offer-plan.handler';

@Controller()
export class OfferPlanController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: OfferPlanHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/offer')
  @Endpoint({
    summary: 'Offer the plan without an approval',
    description: 'By its drafter, below the limit of the policy pack and without a flag on the complaint (T21).',
    tag: 'Resolution',
    access: ACCESS.resolution.offerPlan,
    params: complaintPathSchema,
    response: offeredSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The plan is no draft, was decided on and not revised, or needs an approval' },
  })
  offerPlan(@Command() command: CommandContext) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, command.onComplaint));
  }
}
