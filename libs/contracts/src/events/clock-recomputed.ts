import { codesOf, type Taxonomy } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample, DUE } from '../event/shared-fields';
import { instantSchema } from '../values';

const STATES_AFTER = {
  RUNNING: { zh: '计时中', en: 'running' },
  PAUSED: { zh: '已暂停', en: 'paused' },
} as const satisfies Taxonomy;

const CAUSES = {
  PAUSED: { zh: '已暂停', en: 'paused' },
  RESUMED: { zh: '恢复计时', en: 'resumed' },
  RECLASSIFIED: { zh: '重新分类', en: 'reclassified' },
  CALENDAR: { zh: '日历变更', en: 'calendar changed' },
  LATE_FACT: { zh: '补报事实', en: 'fact that came late' },
} as const satisfies Taxonomy;

export const clockRecomputed = defineEvent({
  emitter: 'routing',
  fact: 'clock-recomputed',
  kind: 'fact',
  title: { zh: '时限重算', en: 'Clock recomputed', about: 'clock' },
  fields: {
    ...clock,
    dueAt: field(instantSchema.optional().describe('New due time; absent while it is paused'), DUE),
    state: field(codesOf(STATES_AFTER, 'State after'), { zh: '状态', en: 'state', as: { codes: STATES_AFTER } }),
    cause: field(codesOf(CAUSES, 'What changed'), { zh: '起因', en: 'cause', as: { codes: CAUSES } }),
  },
  description: 'A clock was paused, resumed or recomputed; absolute values.',
  example: { ...clockExample, state: 'PAUSED', cause: 'PAUSED' },
});
