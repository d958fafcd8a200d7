import { z } from 'zod';
import { AuthorCode, AUTHORS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { sha256Schema } from '../values';

export const attachmentAdded = defineEvent({
  emitter: 'intake',
  fact: 'attachment-added',
  kind: 'fact',
  title: { zh: '附件', en: 'File attached' },
  fields: {
    attachmentId: silent(z.uuid().describe('Attachment id')),
    by: field(AuthorCode.describe('Whose file it is'), { zh: '提供人', en: 'by', as: { codes: AUTHORS } }),
    mediaType: field(z.string().max(200).describe('Found in the bytes'), { zh: '类型', en: 'type' }),
    byteSize: field(z.number().int().positive().describe('Size in bytes'), { zh: '大小', en: 'size', as: 'bytes' }),
    sha256: silent(sha256Schema.describe('Of the content as received')),
    count: field(z.number().int().positive().describe('How many files the complaint has by now'), {
      zh: '附件数',
      en: 'files',
    }),
  },
  description:
    'A file was attached to a complaint; its name and content stay sealed, and it is never changed (RG-17, RG-18).',
  example: {
    attachmentId: '019a9d6e-7a00-7000-8000-0000000000e1',
    by: 'COMPLAINANT' as const,
    mediaType: 'image/jpeg',
    byteSize: 184_320,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    count: 1,
  },
});
