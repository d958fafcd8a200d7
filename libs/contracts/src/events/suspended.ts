import { defineHolderEvent } from '../event/event';
import { requestId, reviewBy } from '../event/shared-fields';

export const complaintSuspended = defineHolderEvent({
  fact: 'suspended',
  kind: 'state',
  transitions: ['T35'],
  title: { zh: '中止办理', en: 'Suspended' },
  fields: { requestId, reviewBy },
  clocks: {},
  description:
    'The service that held the complaint lets it rest (T35): operational clocks stand still, and nothing is answered, executed or paid until it is lifted.',
  example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa', reviewBy: '2026-03-31T10:00:00.000Z' },
});
