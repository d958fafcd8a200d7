import { instantSchema, LetterKind, LocaleCode } from '@redress/contracts';
import { z } from 'zod';

export const mailboxQuerySchema = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
});

export const mailboxKeySchema = z.strictObject({
  complaintNo: z.string().trim().min(1).max(64).describe('Number of the complaint'),
  trackingCode: z.string().trim().min(1).max(40).describe('Tracking code; case and spaces do not matter'),
});

export const mailboxLetterParamsSchema = z.object({ letterId: z.uuid().describe('Letter id') });

const letterShape = {
  letterId: z.uuid(),
  kind: LetterKind,
  locale: LocaleCode,
  writtenAt: instantSchema.describe('When it was called for, business time'),
  toldAt: instantSchema.nullable().describe('When the complainant was first told of it'),
};

export const mailboxSchema = z
  .object({ complaintNo: z.string(), letters: z.array(z.object(letterShape)) })
  .meta({ id: 'Mailbox' });

export const mailboxLetterSchema = z
  .object({ complaintNo: z.string(), ...letterShape, subject: z.string(), text: z.string(), html: z.string() })
  .meta({ id: 'MailboxLetter' });
