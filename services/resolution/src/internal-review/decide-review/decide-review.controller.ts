import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { complaintPathSchema } from '../../resolution-case/draft-plan/draft-plan.dto';
import { decideReviewSchema, reviewDecidedSchema } from './decide-review.dto';
import { DecideReviewHandler } from './decide-review.handler';

@Controller()
export class DecideReviewController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: DecideReviewHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/review/decision')
  @Endpoint({
    summary: 'Decide an internal review',
    description:
      'By a reviewer of a unit above the responsible one who took no part in the complaint (T31). The letter names grounds and the ways outside.',
    tag: 'Review',
    access: ACCESS.resolution.decideReview,
    params: complaintPathSchema,
    body: decideReviewSchema,
    response: reviewDecidedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'No review is open' },
  })
  decideReview(@Command() command: CommandContext, @Body() body: z.infer<typeof decideReviewSchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
