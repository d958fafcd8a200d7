import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, text, zonedInstantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { SuperviseHandler } from './supervise.handler';

const orderSchema = z.strictObject({
  demand: text(5_000).describe('What is demanded; for colleagues, kept sealed'),
  dueAt: zonedInstantSchema.describe('By when it is to be answered: later than now, within 90 days'),
});
const answerSchema = z.strictObject({ note: text(5_000).describe('What was done; for colleagues, kept sealed') });
const liftingSchema = z.strictObject({ note: noteSchema.optional() });

type Changed = Promise<WorkChanged | Answer<WorkChanged>>;

const COMMAND = {
  tag: 'assignment',
  params: complaintParams,
  response: workChangedSchema,
  status: 200,
  idempotent: 'store',
  ifMatch: true,
  etag: true,
} as const;

@Controller('v1/complaints/:id/supervision')
export class SuperviseController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: SuperviseHandler,
  ) {}

  @Post()
  @Endpoint({
    ...COMMAND,
    summary: 'Place a complaint under supervision, with a date',
    description: 'From above, in any open state (ES-09); the handler and who answers for the unit are told.',
    operationId: 'superviseComplaint',
    access: ACCESS.routing.superviseComplaint,
    body: orderSchema,
    problems: {
      404: 'No such complaint',
      409: 'blocked: NOT_OPEN, SUPERVISED_ALREADY, HANDLES_IT',
      422: 'not-later-than-now, too-far-ahead',
    },
  })
  order(@Command() command: CommandContext, @Body() { demand, dueAt }: z.infer<typeof orderSchema>): Changed {
    return this.commands.change(command, (tx) =>
      this.handler.order(tx, { ...command.onComplaint, demand, dueAt: new Date(dueAt) }),
    );
  }

  @Post('answer')
  @Endpoint({
    ...COMMAND,
    summary: 'Answer a supervision',
    description: 'By the handler, or who answers for the unit; who ordered it is told.',
    operationId: 'answerSupervision',
    access: ACCESS.routing.answerSupervision,
    body: answerSchema,
    problems: { 404: 'No such complaint', 409: 'blocked: NOT_OPEN, NOTHING_SUPERVISED, NOT_SUPERVISED_HERE' },
  })
  answer(@Command() command: CommandContext, @Body() body: z.infer<typeof answerSchema>): Changed {
    return this.commands.change(command, (tx) => this.handler.answer(tx, { ...command.onComplaint, ...body }));
  }

  @Post('lifting')
  @Endpoint({
    ...COMMAND,
    summary: 'Lift a supervision',
    description: 'By who ordered it, or an executive, answered or not.',
    operationId: 'liftSupervision',
    access: ACCESS.routing.liftSupervision,
    body: liftingSchema,
    problems: { 404: 'No such complaint', 409: 'blocked: NOT_OPEN, NOTHING_SUPERVISED, NOT_THE_ORDERER' },
  })
  lift(@Command() command: CommandContext, @Body() body: z.infer<typeof liftingSchema>): Changed {
    return this.commands.change(command, (tx) => this.handler.lift(tx, { ...command.onComplaint, ...body }));
  }
}
