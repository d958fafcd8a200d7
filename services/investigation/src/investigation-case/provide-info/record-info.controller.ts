import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { informationPathSchema, infoRecordedSchema, recordInfoSchema } from './provide-info.dto';
import { RecordInfoHandler } from './record-info.handler';

@Controller()
export class RecordInfoController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: RecordInfoHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/information-requests/:informationRequestId/reply')
  @Endpoint({
    summary: 'Record what the complainant replied in a contact',
    description: 'The answer becomes a statement on the case, and the investigation goes on (T13).',
    tag: 'Investigation',
    operationId: 'recordInfo',
    access: ACCESS.investigation.recordInfo,
    params: informationPathSchema,
    body: recordInfoSchema,
    response: infoRecordedSchema,
    idempotent: 'store',
    problems: {
      409: 'The complaint does not wait for its complainant; not-caught-up: the contact is not known here yet',
    },
  })
  recordInfo(
    @Command() command: CommandContext,
    @Param('informationRequestId') informationRequestId: string,
    @Body() reply: z.infer<typeof recordInfoSchema>,
  ) {
    return this.commands.run(command, (tx) =>
      this.handler.handle(tx, { ...command.onComplaint, ...reply, informationRequestId }),
    );
  }
}
