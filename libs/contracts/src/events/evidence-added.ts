import { z } from 'zod';
import { codesOf, type Taxonomy } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { sha256Schema } from '../values';

const PROVENANCES = {
  COMPLAINANT: { zh: '投诉人提供', en: 'from the complainant' },
  STAFF: { zh: '员工提供', en: 'from staff' },
  SYSTEM_RECORD: { zh: '系统记录', en: 'record of a system' },
  SITE_VISIT: { zh: '现场勘查', en: 'visit on site' },
  THIRD_PARTY: { zh: '第三方', en: 'third party' },
} as const satisfies Taxonomy;

export const evidenceAdded = defineEvent({
  emitter: 'investigation',
  fact: 'evidence-added',
  kind: 'fact',
  title: { zh: '收到证据', en: 'Evidence received' },
  fields: {
    evidenceId: silent(z.uuid().describe('Evidence item id')),
    sha256: silent(sha256Schema.describe('SHA-256 of the content as received')),
    byteSize: field(z.number().int().positive().describe('Size in bytes'), { zh: '大小', en: 'size', as: 'bytes' }),
    mediaType: field(z.string().max(100).describe('Media type found by content, not by file name'), {
      zh: '格式',
      en: 'format',
    }),
    provenance: field(codesOf(PROVENANCES, 'Where it comes from'), {
      zh: '出处',
      en: 'provenance',
      as: { codes: PROVENANCES },
    }),
  },
  parts: { actor: 'INVESTIGATOR' },
  description: 'An evidence item was received and hashed (IV-13).',
  example: {
    evidenceId: '019a9d6e-7a00-7000-8000-0000000000ad',
    sha256: 'a'.repeat(64),
    byteSize: 20480,
    mediaType: 'image/png',
    provenance: 'COMPLAINANT',
  },
});
