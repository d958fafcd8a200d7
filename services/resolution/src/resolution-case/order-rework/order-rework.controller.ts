import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';
import { reworkBodySchema, reworkOrderedSchema, type ReworkBody } from './order-rework.dto';
import { OrderReworkHandler } from './order-rework.handler';

@Controller()
export class OrderReworkController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: OrderReworkHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/rework')
  @Endpoint({
    summary: 'Send the determination back',
    description:
      'By a supervisor of the responsible unit or a quality reviewer who took no part in it; the investigation goes on as its next round (T16).',
    tag: 'Resolution',
    access: ACCESS.resolution.orderRework,
    params: complaintPathSchema,
    body: reworkBodySchema,
    response: reworkOrderedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The complaint is not determined, or has a plan already' },
  })
  orderRework(@Command() command: CommandContext, @Body() body: ReworkBody) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
