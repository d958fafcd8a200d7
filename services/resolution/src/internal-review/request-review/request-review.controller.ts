import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { complaintPathSchema } from '../../resolution-case/draft-plan/draft-plan.dto';
import { requestReviewSchema, reviewOpenSchema } from './request-review.dto';
import { RequestReviewHandler } from './request-review.handler';

@Controller()
export class RequestReviewController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RequestReviewHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/review')
  @Endpoint({
    summary: 'Record that the complainant asks for an internal review',
    description:
      'Within the window of the pack, once a round (T24). Offers, remedies and follow-ups rest until it is decided.',
    tag: 'Review',
    access: ACCESS.resolution.requestReview,
    params: complaintPathSchema,
    body: requestReviewSchema,
    response: reviewOpenSchema,
    idempotent: 'store',
    problems: { 409: 'Nothing can be reviewed now; not-caught-up: the contact is not known here yet' },
  })
  requestReview(@Command() command: CommandContext, @Body() body: z.infer<typeof requestReviewSchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
