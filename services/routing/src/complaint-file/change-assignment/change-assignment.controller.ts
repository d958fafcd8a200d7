import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, AssignmentReason, staffIdSchema, UnitCode } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import { noteSchema } from '../return-assignment/return-assignment.dto';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { ChangeAssignmentHandler } from './change-assignment.handler';

const changeSchema = z.strictObject({
  unitId: UnitCode.optional().describe('Absent: the unit stays'),
  handlerId: staffIdSchema.optional().describe('Absent: the least loaded handler of the unit'),
  reason: AssignmentReason,
  note: noteSchema.optional(),
});

@Controller('v1/complaints/:id/assignment/change')
export class ChangeAssignmentController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ChangeAssignmentHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Transfer, reassign or take over a complaint',
    description:
      'Who dispatches gives it to anybody, who manages the unit to people under them, a deputy of the handler to themselves. Before acceptance T11 and T9, afterwards a fact that the holder obeys.',
    tag: 'assignment',
    operationId: 'changeAssignment',
    access: ACCESS.routing.changeAssignment,
    params: complaintParams,
    body: changeSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'blocked: NOT_OPEN, NOT_ACCEPTED_YET, NOTHING_CHANGES, MAY_NOT_MOVE_IT, NOT_MANAGER_OF_UNIT, HANDLER_NOT_ACTIVE, HANDLER_NOT_OF_UNIT, CAPACITY_REACHED, NO_HANDLER_HAS_ROOM',
    },
  })
  change(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof changeSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
