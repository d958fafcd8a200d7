import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandContext, Endpoint, Upload, type UploadedFile } from '@redress/http';
import { INVESTIGATING_ROLES } from '../case-roles';
import {
  complaintPathSchema,
  evidenceAddedSchema,
  evidenceFieldsSchema,
  type EvidenceFields,
} from './add-evidence.dto';
import { AddEvidenceHandler, MAX_EVIDENCE_BYTES } from './add-evidence.handler';

@Controller()
export class AddEvidenceController {
  constructor(private readonly handler: AddEvidenceHandler) {}

  @Post('v1/complaints/:id/investigation/evidence')
  @Endpoint({
    summary: 'Add evidence to the case',
    description:
      'Fields first, then one file. The content is hashed, sealed with the data key of the complaint and kept.',
    tag: 'Investigation',
    access: INVESTIGATING_ROLES,
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
    @Command() command: CommandContext,
    @Upload() upload: UploadedFile,
    @Body() fields: EvidenceFields,
  ) {
    return this.handler.handle(command, upload, fields);
  }
}
