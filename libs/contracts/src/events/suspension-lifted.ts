import { defineHolderEvent } from '../event/event';
import { requestId } from '../event/shared-fields';

export const suspensionLifted = defineHolderEvent({
  fact: 'suspension-lifted',
  kind: 'state',
  transitions: ['T35'],
  title: { zh: '恢复办理', en: 'Suspension lifted' },
  fields: { requestId },
  clocks: {},
  description: 'The complaint goes on in the state, and with the holder, that it had when it was suspended (T35).',
  example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa' },
});
