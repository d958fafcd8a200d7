import { VOID_REASONS, VoidReason } from '../codes';
import { defineHolderEvent } from '../event/event';
import { field } from '../event/field';
import { requestId } from '../event/shared-fields';

export const complaintVoided = defineHolderEvent({
  holders: ['routing'],
  fact: 'voided',
  kind: 'state',
  transitions: ['T36'],
  title: { zh: '作废', en: 'Voided' },
  fields: { requestId, reason: field(VoidReason, { zh: '原因', en: 'because', as: { codes: VOID_REASONS } }) },
  clocks: {},
  description: 'The complaint had been registered by mistake (T36). Its number is never used again.',
  example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa', reason: 'TEST_ENTRY' },
});
