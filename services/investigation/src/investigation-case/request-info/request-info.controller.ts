import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { infoRequestedSchema, requestInfoSchema } from './request-info.dto';
import { RequestInfoHandler } from './request-info.handler';

@Controller()
export class RequestInfoController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RequestInfoHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/information-requests')
  @Endpoint({
    summary: 'Ask the complainant for information',
    description: 'A letter goes out with the questions; the investigation waits for the answer (T12).',
    tag: 'Investigation',
    operationId: 'requestInfo',
    access: ACCESS.investigation.requestInfo,
    params: complaintPathSchema,
    body: requestInfoSchema,
    response: infoRequestedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The complaint is not under investigation, or its pauses are used up' },
  })
  requestInfo(@Command() command: CommandContext, @Body() asked: z.infer<typeof requestInfoSchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, ...asked }));
  }
}
