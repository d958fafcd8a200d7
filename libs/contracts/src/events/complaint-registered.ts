import { z } from 'zod';
import {
  CategoryCode,
  ChannelCode,
  CHANNELS,
  COMPLAINANT_TYPES,
  ComplainantType,
  FLAGS,
  HANDLINGS,
  HandlingCode,
  LinkCode,
  LINKS,
  LocaleCode,
  LOCALES,
  MISSING_ITEMS,
  MissingItem,
  UnitCode,
} from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { complexity, dossierVersion, faultLevel, kind, urgency } from '../event/shared-fields';
import { complaintIdSchema, flagsSchema, instantSchema, staffIdSchema } from '../values';

export const complaintRegistered = defineEvent({
  emitter: 'intake',
  fact: 'complaint-registered',
  kind: 'state',
  transitions: ['T2'],
  title: { zh: '登记', en: 'Registered' },
  fields: {
    kind,
    channel: field(ChannelCode.describe('Channel by which it arrived'), {
      zh: '渠道',
      en: 'channel',
      as: { codes: CHANNELS },
    }),
    receivedAt: field(instantSchema.describe('When the enterprise received it: every promise is counted from here'), {
      zh: '收到',
      en: 'received',
      as: 'instant',
    }),
    registeredAt: field(instantSchema.describe('When the number was allocated'), {
      zh: '登记时间',
      en: 'registered',
      as: 'instant',
      ownInstant: true,
    }),
    receivedLate: field(z.boolean().describe('Received more than 30 days before it was registered'), {
      zh: '登记滞后',
      en: 'registered late',
      as: 'flag',
    }),
    receivingUnit: field(UnitCode.describe('Unit that received it; part of the number'), {
      zh: '受理部门',
      en: 'received by',
      as: 'unit',
    }),
    complainantType: field(ComplainantType, { zh: '投诉人类别', en: 'complainant', as: { codes: COMPLAINANT_TYPES } }),
    locale: field(LocaleCode.describe('Language in which the complainant is written to'), {
      zh: '语言',
      en: 'language',
      as: { codes: LOCALES },
    }),
    reachableByMail: field(z.boolean().describe('An e-mail address is on the dossier'), {
      zh: '有邮箱',
      en: 'has e-mail',
      as: 'flag',
    }),
    shownToComplainant: field(
      z.boolean().optional().describe('Number and code were shown on the screen of the complainant, not of staff'),
      { zh: '已向投诉人显示', en: 'shown to the complainant', as: 'flag' },
    ),
    source: field(
      z
        .object({ source: z.string().max(255), id: z.string().max(255) })
        .describe('Identity of the submission: (ce_source, ce_id) or (principal, Idempotency-Key)'),
      { zh: '来源', en: 'source', as: 'source' },
    ),
    proposedCategory: field(CategoryCode.describe("What the pack's text rules propose; routing decides"), {
      zh: '建议类别',
      en: 'proposed category',
      as: 'category',
    }),
    proposedFlags: field(flagsSchema, { zh: '建议标记', en: 'proposed flags', as: { list: { codes: FLAGS } } }),
    missing: field(
      z
        .array(MissingItem)
        .max(Object.keys(MISSING_ITEMS).length)
        .optional()
        .describe('What the form asks for and the registration lacks'),
      { zh: '缺少', en: 'missing', as: { list: { codes: MISSING_ITEMS } } },
    ),
    possibleDuplicates: silent(
      z
        .array(complaintIdSchema)
        .max(5)
        .optional()
        .describe('Complaints with the same contact and reference, newest first; a person looks before it is assigned'),
    ),
    registrationDueAt: field(
      instantSchema.optional().describe('When it was to be registered by the pack; later is late'),
      { zh: '应登记', en: 'to be registered by', as: 'instant' },
    ),
    urgency,
    complexity,
    faultLevel,
    handling: field(HandlingCode.optional().describe('Absent stands for NORMAL'), {
      zh: '处理方式',
      en: 'way of handling',
      as: { codes: HANDLINGS },
      usual: 'NORMAL',
    }),
    subjectStaffId: field(
      staffIdSchema.optional().describe('Member of staff complained about, who is not to handle it'),
      { zh: '被投诉人员', en: 'about member of staff' },
    ),
    subjectUnitId: field(UnitCode.optional().describe('Unit complained about, whose people are not to handle it'), {
      zh: '被投诉部门',
      en: 'about unit',
      as: 'unit',
    }),
    linkedTo: silent(complaintIdSchema.optional().describe('The complaint from which it was registered')),
    link: field(LinkCode.optional().describe('Why; present exactly with linkedTo'), {
      zh: '关联原因',
      en: 'linked because',
      as: { codes: LINKS },
    }),
    dossierVersion: dossierVersion('Least version of the intake dossier that belongs to this event'),
  },
  clocks: {},
  parts: { actor: 'REGISTRAR' },
  description: 'The complaint has a number and its original content is frozen (T2). First event of every story.',
  example: {
    kind: 'COMPLAINT',
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
