import { z } from 'zod';
import { defineHolderEvent } from '../event/event';
import { field } from '../event/field';
import { requestId } from '../event/shared-fields';

export const complaintWithdrawn = defineHolderEvent({
  fact: 'withdrawn',
  kind: 'state',
  transitions: ['T34'],
  title: { zh: '同意撤诉', en: 'Withdrawal granted' },
  fields: {
    requestId,
    safetyCritical: field(
      z.boolean().optional().describe('Life or health may be at stake: intake registers an internal case'),
      { zh: '涉及安全', en: 'safety critical', as: 'flag' },
    ),
  },
  clocks: {},
  description: 'A withdrawal was granted by the service that held the complaint.',
  example: { requestId: '019a9d6e-7a00-7000-8000-0000000000aa' },
});
