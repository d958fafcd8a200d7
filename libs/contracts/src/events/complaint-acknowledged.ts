import { z } from 'zod';
import { LocaleCode, TOLD_BY, ToldBy } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { LETTER_ATTEMPTS, LETTER_LANGUAGE, toldInContact } from '../event/shared-fields';
import { instantSchema } from '../values';

export const complaintAcknowledged = defineEvent({
  emitter: 'notification',
  fact: 'complaint-acknowledged',
  kind: 'fact',
  transitions: ['T3'],
  title: { zh: '已告知受理', en: 'Acknowledged' },
  fields: {
    letterId: silent(z.uuid().optional().describe('The acceptance letter; absent when only the number was shown')),
    acknowledgedAt: field(
      instantSchema.describe(
        'When the mail server took it over, the gateway reported it as received, it was shown, read out, handed over or posted',
      ),
      { zh: '告知时间', en: 'acknowledged', as: 'instant', ownInstant: true },
    ),
    by: field(ToldBy, { zh: '方式', en: 'how', as: { codes: TOLD_BY } }),
    locale: field(LocaleCode.optional().describe('Language of the letter'), LETTER_LANGUAGE),
    attempts: field(z.number().int().positive().optional().describe('Attempts that the letter took'), LETTER_ATTEMPTS),
    contactId: toldInContact,
  },
  clocks: { happenedAt: 'acknowledgedAt' },
  description:
    'The complainant was told of the acceptance with number, time and expected time (AK-01 to AK-03; contracts, section 7). A milestone, not a state.',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000b4',
    acknowledgedAt: '2026-03-02T01:16:00.000Z',
    by: 'MAIL',
    locale: 'zh-CN',
    attempts: 1,
  },
});
