import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { determinationSchema, determinedSchema, type DeterminationBody } from './determine.dto';
import { DetermineHandler } from './determine.handler';

@Controller()
export class DetermineController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: DetermineHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/determination')
  @Endpoint({
    summary: 'Determine validity, responsibility and root cause',
    description: 'Ends the round and hands the complaint over to resolution (T15).',
    tag: 'Investigation',
    access: ACCESS.investigation.determine,
    params: complaintPathSchema,
    body: determinationSchema,
    response: determinedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The complaint is not under investigation, or evidence is missing' },
  })
  determine(@Command() command: CommandContext, @Body() determination: DeterminationBody) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, determination }));
  }
}
