import { Body, Controller, Post } from '@nestjs/common';
import { AttachmentStore } from '@redress/attachments';
import { keepAttachment } from '@redress/attachments/http';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, Upload, type UploadedFile } from '@redress/http';
import { EVIDENCE_CONTENT } from '../evidence-item';
import {
  complaintPathSchema,
  evidenceAddedSchema,
  evidenceFieldsSchema,
  type EvidenceFields,
} from './add-evidence.dto';
import { AddEvidenceHandler } from './add-evidence.handler';

const MAX_EVIDENCE_BYTES = 25 * 1024 * 1024;

@Controller()
export class AddEvidenceController {
  constructor(
    private readonly commands: Commands,
    private readonly store: AttachmentStore,
    private readonly handler: AddEvidenceHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/evidence')
  @Endpoint({
    summary: 'Add evidence to the case',
    description:
      'Fields first, then one file. The content is hashed, sealed with the data key of the complaint and kept.',
    tag: 'Investigation',
    access: ACCESS.investigation.addEvidence,
    params: complaintPathSchema,
    body: evidenceFieldsSchema,
    // One byte of grace, so that the store counts and answers which limit it was.
    upload: { maxFileBytes: MAX_EVIDENCE_BYTES + 1 },
    response: evidenceAddedSchema,
    idempotent: 'store',
    problems: {
      409: 'The complaint is not under investigation',
      413: 'The file is too large',
      415: 'Files of this kind are not taken',
      507: 'There is no room for files now',
    },
  })
  async addEvidence(
    @Command() context: CommandContext,
    @Upload() upload: UploadedFile,
    @Body() fields: EvidenceFields,
  ) {
    const command = { ...context.onComplaint, ...fields };
    const dataKey = await this.handler.admit(command).catch((refusal: unknown) => {
      upload.stream.resume();
      throw refusal;
    });
    return keepAttachment(
      this.store,
      this.commands,
      context,
      upload,
      { dataKey, complaintId: command.complaintId, column: EVIDENCE_CONTENT, maxBytes: MAX_EVIDENCE_BYTES },
      (tx, content) => this.handler.record(tx, command, { ...content, fileName: upload.filename }),
    );
  }
}
