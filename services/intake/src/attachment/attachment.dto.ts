import { AuthorCode, complaintIdSchema, instantSchema, zonedInstantSchema } from '@redress/contracts';
import { z } from 'zod';
import { trackingPair } from '../complaint/track-complaint/tracking-pair.dto';

const description = z.string().trim().min(1).max(2_000).optional().describe('What it shows; kept sealed');
const receivedAt = zonedInstantSchema
  .optional()
  .describe('When it reached the enterprise, business time; now if absent');

/** Fields that stand before the file. */
export const attachmentFields = z.strictObject({
  by: AuthorCode.default('COMPLAINANT').describe('Whose file it is: of the complainant, or of the caller'),
  description,
  receivedAt,
});

export const submissionAttachmentFields = z.strictObject({
  submissionId: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,128}$/)
    .describe('Idempotency-Key with which the caller registered the complaint'),
  description,
  receivedAt,
});

export const portalAttachmentFields = z.strictObject({ ...trackingPair, description });

const stored = {
  attachmentId: z.uuid(),
  receivedAt: instantSchema,
  mediaType: z.string().describe('Found in the bytes'),
  byteSize: z.number().int().positive(),
  sha256: z.string().describe('Of the content as received, hexadecimal'),
};

export const attachmentAddedView = z
  .object({
    ...stored,
    complaintId: complaintIdSchema,
    count: z.number().int().positive().describe('How many files the complaint has by now'),
  })
  .meta({ id: 'AttachmentAdded' });

export const attachmentView = z
  .object({
    ...stored,
    by: AuthorCode,
    byId: z.string().describe('Who handed it in'),
    fileName: z.string().nullable().describe('As the sender named it; null once the person was erased'),
    description: z.string().nullable(),
  })
  .meta({ id: 'Attachment' });
