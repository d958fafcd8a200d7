import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, AssignmentReason, staffIdSchema, UnitCode } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { DisputeAssignmentHandler } from './dispute-assignment.handler';

const disputeSchema = z.strictObject({ reason: AssignmentReason, note: noteSchema });

const decisionSchema = z.strictObject({
  unitId: UnitCode.describe('Unit that is to handle it; the one that asked when it is to keep it'),
  handlerId: staffIdSchema.optional().describe('Absent: the least loaded handler of the unit'),
  note: noteSchema,
});

@Controller('v1/complaints/:id/assignment')
export class DisputeAssignmentController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: DisputeAssignmentHandler,
  ) {}

  @Post('dispute')
  @Endpoint({
    summary: 'Ask who leads the dispatcher to decide on an assignment',
    description: 'By a unit that has returned it as often as it may.',
    tag: 'assignment',
    operationId: 'disputeAssignment',
    access: ACCESS.routing.disputeAssignment,
    params: complaintParams,
    body: disputeSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; blocked: WRONG_STATE, NOT_MANAGER_OF_UNIT, RETURNS_LEFT, ASSIGNMENT_FINAL, APPROVAL_OPEN',
    },
  })
  dispute(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof disputeSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.ask(tx, { ...command.onComplaint, ...body }));
  }

  @Post('decision')
  @Endpoint({
    summary: 'Decide on a disputed assignment',
    description: 'The unit that is named cannot return the complaint.',
    tag: 'assignment',
    operationId: 'decideAssignment',
    access: ACCESS.routing.decideAssignment,
    params: complaintParams,
    body: decisionSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; blocked: WRONG_STATE, NOTHING_PROPOSED, NOT_THE_SUPERVISOR, DECIDER_NOT_INDEPENDENT, HANDLER_NOT_ACTIVE, HANDLER_NOT_OF_UNIT, CAPACITY_REACHED',
    },
  })
  decide(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof decisionSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.decide(tx, { ...command.onComplaint, ...body }));
  }
}
