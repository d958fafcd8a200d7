import { z } from 'zod';
import {
  ChannelCode,
  CHANNELS,
  CONTACT_DIRECTIONS,
  CONTACT_PURPOSES,
  CONTACT_RECORDS,
  ContactDirection,
  ContactPurpose,
  ContactRecord,
  STAFF_RANKS,
  StaffRank,
} from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { contactId } from '../event/shared-fields';
import { instantSchema } from '../values';

export const contactLogged = defineEvent({
  emitter: 'intake',
  fact: 'contact-logged',
  kind: 'fact',
  title: { zh: '与投诉人联系', en: 'Contact with the complainant' },
  fields: {
    contactId,
    channel: field(ChannelCode.describe('How they were in contact'), {
      zh: '渠道',
      en: 'channel',
      as: { codes: CHANNELS },
    }),
    direction: field(ContactDirection, { zh: '方向', en: 'direction', as: { codes: CONTACT_DIRECTIONS } }),
    twoWay: field(z.boolean().describe('Both sides spoke or wrote'), { zh: '双向沟通', en: 'two-way', as: 'flag' }),
    purposes: field(z.array(ContactPurpose).min(1).max(Object.keys(CONTACT_PURPOSES).length), {
      zh: '内容',
      en: 'about',
      as: { list: { codes: CONTACT_PURPOSES } },
    }),
    byRank: field(StaffRank.describe('Rank, when it was logged, of whoever was in contact'), {
      zh: '联系人职级',
      en: 'rank',
      as: { codes: STAFF_RANKS },
    }),
    dialled: field(z.boolean().describe('A number of the dossier was dialled, which the caller cannot type'), {
      zh: '拨打档案内号码',
      en: 'number of the dossier dialled',
      as: 'flag',
    }),
    keptAs: field(ContactRecord, { zh: '留存', en: 'kept as', as: { codes: CONTACT_RECORDS } }),
    at: field(instantSchema.describe('When they were in contact, business time'), {
      zh: '联系时间',
      en: 'at',
      as: 'instant',
      ownInstant: true,
    }),
  },
  clocks: {
    happenedAt: 'at',
    means: {
      'first-contact-made': { twoWay: true, purposes: 'DETAILS_OBTAINED' },
      'first-contact-made-by-manager': { twoWay: true, purposes: 'DETAILS_OBTAINED', byRank: ['MANAGER', 'EXECUTIVE'] },
      'preliminary-plan-told': { purposes: ['PRELIMINARY_PLAN', 'RECTIFICATION_NOTICE'] },
      'offer-told': { purposes: 'OFFER_TOLD' },
      'progress-told': {
        purposes: ['PROGRESS', 'PRELIMINARY_PLAN', 'RECTIFICATION_NOTICE', 'OFFER_TOLD', 'RESULT_TOLD'],
      },
      'result-told': { purposes: 'RESULT_TOLD' },
    },
  },
  description: 'A member of staff and the complainant were in contact; the note stays sealed (contracts, section 4).',
  example: {
    contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
    channel: 'PHONE_HOTLINE',
    direction: 'OUTBOUND',
    twoWay: true,
    purposes: ['DETAILS_OBTAINED' as const],
    byRank: 'EMPLOYEE',
    dialled: true,
    keptAs: 'RECORDING',
    at: '2026-03-02T02:10:00.000Z',
  },
});
