import { z } from 'zod';
import { EVIDENCE_KINDS, EvidenceKind, Provenance, PROVENANCES } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { sha256Schema } from '../values';

export const evidenceAdded = defineEvent({
  emitter: 'investigation',
  fact: 'evidence-added',
  kind: 'fact',
  title: { zh: '收到证据', en: 'Evidence received' },
  fields: {
    evidenceId: silent(z.uuid().describe('Evidence item id')),
    kind: field(EvidenceKind, { zh: '种类', en: 'kind', as: { codes: EVIDENCE_KINDS }, usual: 'FILE' }),
    sha256: silent(sha256Schema.optional().describe('Of a file: SHA-256 of the content as received')),
    byteSize: field(z.number().int().positive().optional().describe('Of a file: size in bytes'), {
      zh: '大小',
      en: 'size',
      as: 'bytes',
    }),
    mediaType: field(
      z.string().max(100).optional().describe('Of a file: media type found by content, not by file name'),
      { zh: '格式', en: 'format' },
    ),
    contactId: silent(z.uuid().optional().describe('Of the note of a contact: which')),
    provenance: field(Provenance, { zh: '出处', en: 'provenance', as: { codes: PROVENANCES } }),
  },
  parts: { actor: 'INVESTIGATOR' },
  description: 'An evidence item was received; files are hashed (IV-13).',
  example: {
    evidenceId: '019a9d6e-7a00-7000-8000-0000000000ad',
    kind: 'FILE',
    sha256: 'a'.repeat(64),
    byteSize: 20480,
    mediaType: 'image/png',
    provenance: 'COMPLAINANT',
  },
});
