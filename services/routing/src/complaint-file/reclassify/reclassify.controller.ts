import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { ReclassifyHandler } from './reclassify.handler';
import { reclassificationSchema, type ReclassificationBody } from './reclassify.dto';

@Controller('v1/complaints/:id/classification')
export class ReclassifyController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ReclassifyHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Change the classification of a complaint',
    description: 'In any open state, whoever holds the complaint (T38); its clocks are recomputed.',
    tag: 'assignment',
    operationId: 'reclassifyComplaint',
    access: ACCESS.routing.reclassifyComplaint,
    params: complaintParams,
    body: reclassificationSchema,
    response: workChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 404: 'No such complaint', 409: 'blocked: NOT_OPEN, NOT_ASSESSED' },
  })
  reclassify(
    @Command() command: CommandContext,
    @Body() body: ReclassificationBody,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...body }));
  }
}
