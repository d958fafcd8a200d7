import { defineEvent } from '../event/event';
import { drafterId, plan, planExample } from '../event/shared-fields';

export const resolutionDrafted = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-drafted',
  kind: 'state',
  transitions: ['T17'],
  title: { zh: '拟定处理方案', en: 'Resolution drafted' },
  fields: { ...plan, drafterId },
  clocks: {},
  parts: { actor: 'DRAFTER' },
  description: 'A resolution plan with remedy lines was drafted (T17).',
  example: { ...planExample, drafterId: 'staff:sun.cs' },
});
