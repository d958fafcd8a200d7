import { Body, Controller, Param, Post } from '@nestjs/common';
import { Command, CommandContext, Endpoint, Upload, type UploadedFile } from '@redress/http';
import { EXECUTING_ROLES } from '../case-roles';
import { executedSchema, executionFieldsSchema, remedyPathSchema, type ExecutionFields } from './execute-remedy.dto';
import { ExecuteRemedyHandler, MAX_EVIDENCE_BYTES } from './execute-remedy.handler';

@Controller()
export class ExecuteRemedyController {
  constructor(private readonly handler: ExecuteRemedyHandler) {}

  @Post('v1/complaints/:id/resolution/remedies/:remedyId/execution')
  @Endpoint({
    summary: 'Record that a remedy was executed',
    description: 'Fields first, then one file that proves it. The last remedy resolves the complaint (T27).',
    tag: 'Resolution',
    access: EXECUTING_ROLES,
    params: remedyPathSchema,
    body: executionFieldsSchema,
    // One byte of grace, so that the store counts and answers which limit it was.
    upload: { maxFileBytes: MAX_EVIDENCE_BYTES + 1 },
    response: executedSchema,
    idempotent: 'store',
    problems: {
      409: 'The complainant has not agreed, or the remedy was executed before',
      413: 'The file is too large',
      415: 'Files of this kind are not taken',
      507: 'There is no room for files now',
    },
  })
  async executeRemedy(
    @Command() command: CommandContext,
    @Param('remedyId') remedyId: string,
    @Upload() upload: UploadedFile,
    @Body() fields: ExecutionFields,
  ) {
    return this.handler.handle(command, remedyId, upload, fields);
  }
}
