import { z } from 'zod';
import { LetterKind, LocaleCode } from '../codes';
import { defineEvent, instantSchema } from '../event';

export const complaintAcknowledged = defineEvent({
  emitter: 'notification',
  fact: 'complaint-acknowledged',
  kind: 'fact',
  transition: 'T3',
  payload: {
    letterId: z.uuid().optional().describe('The acceptance letter; absent when it was shown on screen'),
    acknowledgedAt: instantSchema.describe('When the mail server took it over, or the number was shown on screen'),
    by: z.enum(['MAIL', 'ON_SCREEN']).describe('How the complainant learned it'),
  },
  description:
    'The complainant has the acceptance with number, time and expected time (AK-01 to AK-03). A milestone, not a state.',
  example: { letterId: '019a9d6e-7a00-7000-8000-0000000000b4', acknowledgedAt: '2026-03-02T01:16:00.000Z', by: 'MAIL' },
});

export const letterSent = defineEvent({
  emitter: 'notification',
  fact: 'letter-sent',
  kind: 'fact',
  payload: {
    letterId: z.uuid().describe('Letter id'),
    letter: LetterKind,
    locale: LocaleCode,
    sentAt: instantSchema.describe('When the mail server took it over'),
    attempts: z.number().int().positive().describe('Attempts it took'),
  },
  description: 'The mail server took the letter over.',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000b4',
    letter: 'ACKNOWLEDGEMENT',
    locale: 'zh-CN',
    sentAt: '2026-03-02T01:16:00.000Z',
    attempts: 1,
  },
});

export const letterSuppressed = defineEvent({
  emitter: 'notification',
  fact: 'letter-suppressed',
  kind: 'fact',
  payload: { letterId: z.uuid().describe('Letter id'), letter: LetterKind },
  description:
    'The letter will not be sent, with the reason in reasonCode (no address, refused for good by the mail server, outdated).',
  example: { letterId: '019a9d6e-7a00-7000-8000-0000000000b4', letter: 'CLOSURE' },
});
