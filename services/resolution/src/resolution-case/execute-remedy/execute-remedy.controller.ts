import { Body, Controller, Param, Post } from '@nestjs/common';
import { AttachmentStore } from '@redress/attachments';
import { keepAttachment } from '@redress/attachments/http';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, Upload, type UploadedFile } from '@redress/http';
import { REMEDY_EVIDENCE } from '../sealed';
import { executedSchema, executionFieldsSchema, remedyPathSchema, type ExecutionFields } from './execute-remedy.dto';
import { ExecuteRemedyHandler } from './execute-remedy.handler';

const MAX_EVIDENCE_BYTES = 25 * 1024 * 1024;

@Controller()
export class ExecuteRemedyController {
  constructor(
    private readonly commands: Commands,
    private readonly store: AttachmentStore,
    private readonly handler: ExecuteRemedyHandler,
  ) {}

  @Post('v1/complaints/:id/resolution/remedies/:remedyId/execution')
  @Endpoint({
    summary: 'Record that a remedy was executed',
    description: 'Fields first, then one file that proves it. The last remedy resolves the complaint (T27).',
    tag: 'Resolution',
    access: ACCESS.resolution.executeRemedy,
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
    @Command() context: CommandContext,
    @Param('remedyId') remedyId: string,
    @Upload() upload: UploadedFile,
    @Body() fields: ExecutionFields,
  ) {
    const command = { ...context.onComplaint, ...fields, remedyId };
    const dataKey = await this.handler.admit(command).catch((refusal: unknown) => {
      upload.stream.resume();
      throw refusal;
    });
    return keepAttachment(
      this.store,
      this.commands,
      context,
      upload,
      { dataKey, complaintId: command.complaintId, column: REMEDY_EVIDENCE, maxBytes: MAX_EVIDENCE_BYTES },
      (tx, content) => this.handler.record(tx, command, { ...content, fileName: upload.filename }),
    );
  }
}
