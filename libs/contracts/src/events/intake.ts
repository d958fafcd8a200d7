import { z } from 'zod';
import { CategoryCode, ChannelCode, ComplainantType, LocaleCode, UnitCode, UrgencyCode } from '../codes';
import { defineEvent, instantSchema } from '../event';
import { flagsSchema } from './classification';
import { requestShape } from './request';

export const complaintRegistered = defineEvent({
  emitter: 'intake',
  fact: 'complaint-registered',
  kind: 'state',
  transition: 'T2',
  payload: {
    channel: ChannelCode.describe('Channel by which it arrived'),
    receivedAt: instantSchema.describe('When the enterprise received it: every promise is counted from here'),
    registeredAt: instantSchema.describe('When the number was allocated'),
    receivedLate: z.boolean().describe('Received more than 30 days before it was registered'),
    receivingUnit: UnitCode.describe('Unit that received it; part of the number'),
    complainantType: ComplainantType,
    locale: LocaleCode.describe('Language in which the complainant is written to'),
    reachableByMail: z.boolean().describe('An e-mail address is on the dossier'),
    source: z
      .object({ source: z.string().max(255), id: z.string().max(255) })
      .describe('Identity of the submission: (ce_source, ce_id) or (principal, Idempotency-Key)'),
    proposedCategory: CategoryCode.describe("What the pack's text rules propose; routing decides"),
    proposedFlags: flagsSchema,
    urgency: UrgencyCode,
    dossierVersion: z
      .number()
      .int()
      .positive()
      .describe('Least version of the intake dossier that belongs to this event'),
  },
  description: 'The complaint has a number and its original content is frozen (T2). First event of every story.',
  example: {
    channel: 'WEB_FORM',
    receivedAt: '2026-03-02T01:15:00.000Z',
    registeredAt: '2026-03-02T01:15:02.000Z',
    receivedLate: false,
    receivingUnit: 'CS',
    complainantType: 'CONSUMER',
    locale: 'zh-CN',
    reachableByMail: true,
    source: { source: '/crm', id: 'A-10017' },
    proposedCategory: 'PRODUCT_QUALITY.DEFECT',
    proposedFlags: ['compensationDemanded'],
    urgency: 'NORMAL',
    dossierVersion: 1,
  },
});

export const withdrawalRequested = defineEvent({
  emitter: 'intake',
  fact: 'withdrawal-requested',
  kind: 'request',
  transition: 'T34',
  payload: requestShape,
  description: 'The complainant wants to withdraw; the holder grants or refuses it.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'WITHDRAWAL',
    requestedAt: '2026-03-03T02:00:00.000Z',
  },
});
