import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { z } from 'zod';
import { supplementAdded, supplementBody } from '../supplement.dto';
import { AddSupplement } from './add-supplement.handler';

/** What staff add to a complaint, most often for the complainant. */
@Controller('v1/complaints/:complaintId/supplements')
export class AddSupplementController {
  constructor(
    private readonly commands: Commands,
    private readonly addSupplement: AddSupplement,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Add something to a complaint',
    description: 'In any state, also after its end. The original stays unaltered; what was added is never changed.',
    tag: 'complaints',
    operationId: 'addSupplement',
    access: ACCESS.intake.addSupplement,
    params: z.object({ complaintId: complaintIdSchema }),
    body: supplementBody,
    response: supplementAdded,
    idempotent: 'store',
    problems: { 404: 'not-found', 422: 'invalid-fields: also for a time before receipt or in the future' },
  })
  async add(
    @Param('complaintId') complaintId: string,
    @Body() body: z.infer<typeof supplementBody>,
    @Command() command: CommandContext,
  ) {
    return this.commands.run(command, (tx) =>
      this.addSupplement.handle(tx, { complaintId, actor: command.actor, ...body }),
    );
  }
}
