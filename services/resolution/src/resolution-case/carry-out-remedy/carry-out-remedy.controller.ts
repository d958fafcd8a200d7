import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { remedyPathSchema } from '../execute-remedy/execute-remedy.dto';
import { failureBodySchema, remedyMovedSchema, type FailureBody } from './carry-out-remedy.dto';
import { CarryOutRemedyHandler } from './carry-out-remedy.handler';

@Controller('v1/complaints/:id/resolution/remedies/:remedyId')
export class CarryOutRemedyController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: CarryOutRemedyHandler,
  ) {}

  @Post('start')
  @Endpoint({
    summary: 'Begin a remedy, or try again what failed',
    tag: 'Resolution',
    operationId: 'startRemedy',
    access: ACCESS.resolution.startRemedy,
    params: remedyPathSchema,
    response: remedyMovedSchema,
    idempotent: 'store',
    problems: { 409: 'The complainant has not agreed, or the remedy is begun or over already' },
  })
  start(@Command() command: CommandContext, @Param('remedyId') remedyId: string) {
    return this.commands.run(command, (tx) => this.handler.start(tx, { ...command.onComplaint, remedyId }));
  }

  @Post('failure')
  @Endpoint({
    summary: 'Say that a remedy could not be carried out',
    description: 'It is tried again, cancelled with an approval (T27), or the plan is negotiated anew (T42).',
    tag: 'Resolution',
    operationId: 'failRemedy',
    access: ACCESS.resolution.failRemedy,
    params: remedyPathSchema,
    body: failureBodySchema,
    response: remedyMovedSchema,
    idempotent: 'store',
    problems: { 409: 'The remedy was not begun' },
  })
  fail(@Command() command: CommandContext, @Param('remedyId') remedyId: string, @Body() body: FailureBody) {
    return this.commands.run(command, (tx) => this.handler.fail(tx, { ...command.onComplaint, ...body, remedyId }));
  }
}
