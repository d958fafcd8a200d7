import { Body, Controller, Ip, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { NotFound } from '@redress/commands';
import { Command, CommandContext, Endpoint, RateLimiter, Upload, type UploadedFile } from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { COMPLAINANT } from '../../complaint/domain/portal-caller';
import { Register } from '../../complaint/register';
import { SubmissionSettings } from '../../complaint/register-complaint/submission-settings';
import { FindByTrackingCode } from '../../complaint/track-complaint/find-by-tracking-code';
import { countGuess } from '../../complaint/track-complaint/tracking-pair.dto';
import {
  attachmentAddedView,
  attachmentFields,
  portalAttachmentFields,
  submissionAttachmentFields,
} from '../attachment.dto';
import { MAX_ATTACHMENT_BYTES, MAX_PORTAL_ATTACHMENT_BYTES } from '../attachment-rules';
import { TakeAttachment } from './take-attachment';

const DESCRIPTION =
  'Fields first, then one file. Its type is found in the bytes; it is hashed, sealed with the data key of the complaint and kept unaltered. In any state, also after the end.';
const PROBLEMS = {
  409: 'blocked: ATTACHMENTS_FULL',
  413: 'The file is too large',
  415: 'Files of this kind are not taken',
  507: 'There is no room for files now',
};

/** Files of complaints, by staff, by the system that submitted the complaint, and by complainants with number and code. */
@Controller('v1')
export class AddAttachmentController {
  constructor(
    private readonly attachments: TakeAttachment,
    private readonly database: Database,
    private readonly register: Register,
    private readonly codes: FindByTrackingCode,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
  ) {}

  @Post('complaints/:complaintId/attachments')
  @Endpoint({
    summary: 'Attach a file to a complaint',
    description: DESCRIPTION,
    tag: 'complaints',
    operationId: 'addAttachment',
    access: ACCESS.intake.addAttachment,
    params: z.object({ complaintId: complaintIdSchema }),
    body: attachmentFields,
    // One byte of grace, so that the store counts and answers which limit it was.
    upload: { maxFileBytes: MAX_ATTACHMENT_BYTES + 1 },
    response: attachmentAddedView,
    idempotent: 'store',
    problems: { ...PROBLEMS, 404: 'not-found' },
  })
  async add(
    @Param('complaintId') complaintId: string,
    @Command() context: CommandContext,
    @Upload() upload: UploadedFile,
    @Body() fields: z.infer<typeof attachmentFields>,
  ) {
    const find = async () => ({ complaintId, actor: context.actor, ...fields });
    return this.attachments.take(context, upload, find, MAX_ATTACHMENT_BYTES);
  }

  @Post('attachments')
  @Endpoint({
    summary: 'Attach a file to a complaint that the caller submitted',
    description: `${DESCRIPTION} Programs name the complaint by the key with which they registered it.`,
    tag: 'complaints',
    operationId: 'attachToSubmission',
    access: ACCESS.intake.attachToSubmission,
    body: submissionAttachmentFields,
    upload: { maxFileBytes: MAX_ATTACHMENT_BYTES + 1 },
    response: attachmentAddedView,
    idempotent: 'store',
    problems: { ...PROBLEMS, 404: 'not-found: the caller registered nothing with this key' },
  })
  async addToSubmission(
    @Command() context: CommandContext,
    @Upload() upload: UploadedFile,
    @Body() { submissionId, ...fields }: z.infer<typeof submissionAttachmentFields>,
  ) {
    const find = async () => {
      const complaintId = await this.register.findBySubmission(this.database, context.actor.sub, submissionId);
      if (complaintId === undefined) throw new NotFound('complaint');
      return { complaintId, actor: context.actor, by: 'COMPLAINANT' as const, ...fields };
    };
    return this.attachments.take(context, upload, find, MAX_ATTACHMENT_BYTES);
  }

  @Post('portal/attachments')
  @Endpoint({
    summary: 'Attach a file to a complaint, as its complainant',
    description: DESCRIPTION,
    tag: 'portal',
    operationId: 'attachAsComplainant',
    access: ACCESS.intake.attachAsComplainant,
    body: portalAttachmentFields,
    upload: { maxFileBytes: MAX_PORTAL_ATTACHMENT_BYTES + 1 },
    response: attachmentAddedView,
    idempotent: 'store',
    problems: { ...PROBLEMS, 404: 'unknown-number-or-code', 429: 'too-many-requests' },
  })
  async addAsComplainant(
    @Command() context: CommandContext,
    @Upload() upload: UploadedFile,
    @Body() { complaintNo, trackingCode, ...fields }: z.infer<typeof portalAttachmentFields>,
    @Ip() address: string,
  ) {
    const find = async () => {
      await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
      const { complaintId } = await this.codes.find(complaintNo, trackingCode);
      return { complaintId, actor: COMPLAINANT, by: 'COMPLAINANT' as const, ...fields };
    };
    return this.attachments.take(context, upload, find, MAX_PORTAL_ATTACHMENT_BYTES);
  }
}
