import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { satisfaction } from '../event/shared-fields';
import { FOLLOW_UP_RESULTS, followUp, FollowUpResult } from '../machines/follow-up';
import { instantSchema, staffIdSchema } from '../values';

const { DEFERRED } = followUp.state;

export const followUpRecorded = defineEvent({
  emitter: 'resolution',
  fact: 'follow-up-recorded',
  kind: 'fact',
  title: { zh: '回访', en: 'Follow-up' },
  fields: {
    followUpId: silent(z.uuid().describe('Follow-up id')),
    attempt: field(z.number().int().positive().describe('1, 2, 3 …'), { zh: '第几次', en: 'attempt' }),
    result: field(
      FollowUpResult.describe(
        'Whether the complainant is content, is not, was not reached, or will say it after a later visit',
      ),
      {
        zh: '结果',
        en: 'result',
        as: { codes: FOLLOW_UP_RESULTS },
      },
    ),
    satisfaction,
    deferredUntil: field(instantSchema.optional().describe('Day agreed for the next call, of one that is deferred'), {
      zh: '延期至',
      en: 'deferred until',
      as: 'instant',
    }),
    otherNeeds: field(z.boolean().optional().describe('The complainant named other needs; the words are kept sealed'), {
      zh: '另有需求',
      en: 'named other needs',
      as: 'flag',
    }),
    callerId: field(staffIdSchema, { zh: '回访人', en: 'caller' }),
  },
  clocks: { afterMove: true, until: 'deferredUntil', means: { 'follow-up-deferred': { result: DEFERRED } } },
  parts: { actor: 'CALLER' },
  description: 'A follow-up was attempted by somebody other than the handler (FU-08).',
  example: {
    followUpId: '019a9d6e-7a00-7000-8000-0000000000b3',
    attempt: 1,
    result: followUp.state.SUCCESS,
    satisfaction: 5,
    callerId: 'staff:wu.cs',
  },
});
