import { z } from 'zod';
import { LinkCode, LINKS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { complaintIdSchema } from '../values';

export const complaintLinked = defineEvent({
  emitter: 'intake',
  fact: 'complaint-linked',
  kind: 'fact',
  title: { zh: '关联新案', en: 'Linked to a new case', about: 'link' },
  fields: {
    linkedComplaintId: silent(complaintIdSchema.describe('The complaint that was registered from this one')),
    linkedComplaintNo: field(z.string().min(1).max(64).describe('Its number'), { zh: '新案编号', en: 'number' }),
    link: field(LinkCode, { zh: '原因', en: 'because', as: { codes: LINKS } }),
  },
  description:
    'Another complaint was registered from this one: it was to be reopened after the time for it (T30), was raised in a follow-up (IN-13), or goes on inside (T34).',
  example: {
    linkedComplaintId: '019a9d6e-7a00-7000-8000-0000000000c2',
    linkedComplaintNo: 'CS-260302-00002',
    link: 'LATE_REOPENING' as const,
  },
});
