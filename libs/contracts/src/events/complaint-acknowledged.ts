import { z } from 'zod';
import { codesOf, LocaleCode, type Taxonomy } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { LETTER_ATTEMPTS, LETTER_LANGUAGE } from '../event/shared-fields';
import { instantSchema } from '../values';

const WAYS = {
  MAIL: { zh: '邮件', en: 'by mail' },
  ON_SCREEN: { zh: '页面显示', en: 'on screen' },
} as const satisfies Taxonomy;

export const complaintAcknowledged = defineEvent({
  emitter: 'notification',
  fact: 'complaint-acknowledged',
  kind: 'fact',
  transitions: ['T3'],
  title: { zh: '已告知受理', en: 'Acknowledged' },
  fields: {
    letterId: silent(z.uuid().optional().describe('The acceptance letter; absent when it was shown on screen')),
    acknowledgedAt: field(
      instantSchema.describe('When the mail server took it over, or the number was shown on screen'),
      { zh: '告知时间', en: 'acknowledged', as: 'instant', ownInstant: true },
    ),
    by: field(codesOf(WAYS, 'How the complainant learned it'), { zh: '方式', en: 'how', as: { codes: WAYS } }),
    locale: field(LocaleCode.optional().describe('Language of the letter'), LETTER_LANGUAGE),
    attempts: field(z.number().int().positive().optional().describe('Attempts that the letter took'), LETTER_ATTEMPTS),
  },
  clocks: { happenedAt: 'acknowledgedAt' },
  description:
    'The complainant has the acceptance with number, time and expected time (AK-01 to AK-03). A milestone, not a state.',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000b4',
    acknowledgedAt: '2026-03-02T01:16:00.000Z',
    by: 'MAIL',
    locale: 'zh-CN',
    attempts: 1,
  },
});
