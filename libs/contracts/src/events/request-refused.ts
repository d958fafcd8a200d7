import { defineHolderEvent } from '../event/event';
import { requestId, requestKind } from '../event/shared-fields';

export const requestRefused = defineHolderEvent({
  fact: 'request-refused',
  kind: 'fact',
  title: { zh: '不予同意申请', en: 'Request refused', about: 'kind' },
  fields: { requestId, kind: requestKind },
  description: 'A request was refused by the service that held the complaint; the reason is in reasonCode.',
  example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa', kind: 'WITHDRAWAL' },
});
