import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, EscalationLevel, EscalationReason, PLATFORM_REASONS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import { EscalateHandler } from './escalate.handler';

const escalationSchema = z.strictObject({
  reason: EscalationReason.exclude(PLATFORM_REASONS).describe(
    'Why; what clocks and follow-ups do is not a reason that a person gives',
  ),
  level: EscalationLevel.min(1).optional().describe('Level to be reached; absent: the next one'),
  note: noteSchema.optional(),
});

@Controller('v1/complaints/:id/escalations')
export class EscalateController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: EscalateHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Escalate a complaint',
    description: 'In any open state, whoever holds the complaint (T37).',
    tag: 'assignment',
    operationId: 'escalateComplaint',
    access: ACCESS.routing.escalateComplaint,
    params: complaintParams,
    body: escalationSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'No such complaint', 409: 'blocked: NOT_OPEN, LEVEL_NOT_HIGHER, LADDER_ENDS' },
  })
  escalate(
    @Command() command: CommandContext,
    @Body() escalation: z.infer<typeof escalationSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...escalation }));
  }
}
