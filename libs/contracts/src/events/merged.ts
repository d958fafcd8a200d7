import { defineHolderEvent } from '../event/event';
import { primaryId, requestId } from '../event/shared-fields';

export const complaintMerged = defineHolderEvent({
  fact: 'merged',
  kind: 'state',
  transitions: ['T7'],
  title: { zh: '并入另案', en: 'Merged' },
  fields: { requestId, primaryId },
  clocks: {},
  description:
    'The service that held the complaint let it be handled with another one (T7). Its complainant becomes a party of that one and is written to as before.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    primaryId: '019a9d6e-7a00-7000-8000-000000000002',
  },
});
