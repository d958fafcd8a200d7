import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, staffIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { AcceptAssignmentHandler } from './accept-assignment.handler';

const acceptanceSchema = z.strictObject({
  handlerId: staffIdSchema
    .optional()
    .describe('Absent: the proposed handler, or the caller when no person was proposed. A manager may name another'),
});

@Controller('v1/complaints/:id/assignment/acceptance')
export class AcceptAssignmentController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: AcceptAssignmentHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Accept an assignment',
    description:
      'The handover to investigation (T10): by the proposed handler or his deputy, by any handler of the unit when nobody was proposed, or by a manager of the unit for a handler.',
    tag: 'assignment',
    operationId: 'acceptAssignment',
    access: ACCESS.routing.acceptAssignment,
    params: complaintParams,
    body: acceptanceSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; blocked: WRONG_STATE, NOT_THE_ASSIGNEE, ANOTHER_UNIT, HANDLER_NOT_ACTIVE, HANDLER_NOT_OF_UNIT, CAPACITY_REACHED',
    },
  })
  accept(
    @Command() command: CommandContext,
    @Body() { handlerId }: z.infer<typeof acceptanceSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, handlerId }));
  }
}
