import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { complaintPathSchema } from '../../resolution-case/draft-plan/draft-plan.dto';
import { disputeOpenSchema, openDisputeSchema } from './open-dispute.dto';
import { OpenDisputeHandler } from './open-dispute.handler';

@Controller()
export class OpenDisputeController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: OpenDisputeHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/dispute')
  @Endpoint({
    summary: 'Note that the complaint is before a body outside',
    description:
      'With body, reference and deadline, by compliance, or by notice of the complainant with the contact that proves it (T32). Offers, remedies and follow-ups rest until it is decided.',
    tag: 'Dispute',
    access: ACCESS.resolution.openDispute,
    params: complaintPathSchema,
    body: openDisputeSchema,
    response: disputeOpenSchema,
    idempotent: 'store',
    problems: { 409: 'The complaint is not determined yet, or is before a body already; not-caught-up: the contact' },
  })
  openDispute(@Command() command: CommandContext, @Body() body: z.infer<typeof openDisputeSchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
