import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { ReturnAssignmentHandler } from './return-assignment.handler';
import { returnSchema, type ReturnBody } from './return-assignment.dto';

@Controller('v1/complaints/:id/assignment')
export class ReturnAssignmentController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ReturnAssignmentHandler,
  ) {}

  @Post('return')
  @Endpoint({
    summary: 'Return an assignment',
    description:
      'By who manages the unit or stands in for them, before it was accepted (T11). A complaint is returned twice at most.',
    tag: 'assignment',
    operationId: 'returnAssignment',
    access: ACCESS.routing.returnAssignment,
    params: complaintParams,
    body: returnSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'No such complaint',
      409: 'not-holder; blocked: WRONG_STATE, NOT_MANAGER_OF_UNIT, RETURNS_USED_UP, ASSIGNMENT_FINAL',
    },
  })
  giveBack(@Command() command: CommandContext, @Body() body: ReturnBody): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.giveBack(tx, { ...command.onComplaint, ...body }));
  }

  @Post('recall')
  @Endpoint({
    summary: 'Take an assignment back',
    description: 'By who dispatches, before the unit accepted it (T11). It counts as no return.',
    tag: 'assignment',
    operationId: 'takeBackAssignment',
    access: ACCESS.routing.takeBackAssignment,
    params: complaintParams,
    body: returnSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'No such complaint', 409: 'not-holder; blocked: WRONG_STATE' },
  })
  takeBack(@Command() command: CommandContext, @Body() body: ReturnBody): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.takeBack(tx, { ...command.onComplaint, ...body }));
  }
}
