import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { satisfaction } from '../event/shared-fields';
import { FOLLOW_UP_RESULTS, followUp, FollowUpResult } from '../machines/follow-up';
import { staffIdSchema } from '../values';

export const followUpRecorded = defineEvent({
  emitter: 'resolution',
  fact: 'follow-up-recorded',
  kind: 'fact',
  title: { zh: '回访', en: 'Follow-up' },
  fields: {
    followUpId: silent(z.uuid().describe('Follow-up id')),
    attempt: field(z.number().int().positive().describe('1, 2, 3 …'), { zh: '第几次', en: 'attempt' }),
    result: field(FollowUpResult.describe('Whether the complainant is content, is not, or was not reached'), {
      zh: '结果',
      en: 'result',
      as: { codes: FOLLOW_UP_RESULTS },
    }),
    satisfaction,
    callerId: field(staffIdSchema, { zh: '回访人', en: 'caller' }),
  },
  clocks: { afterMove: true },
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
