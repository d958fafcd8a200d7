import { defineEvent } from '../event/event';
import { silent } from '../event/field';
import { partyId } from '../event/shared-fields';
import { requestIdSchema } from '../values';

export const partyAdded = defineEvent({
  emitter: 'intake',
  fact: 'party-added',
  kind: 'fact',
  title: { zh: '当事人加入', en: 'Party added' },
  fields: {
    partyId,
    requestId: silent(requestIdSchema.describe('The merge by which it came')),
  },
  description:
    'The complainant of a complaint that was merged into this one is a party of it from now on, with letters and clocks of their own (T7).',
  example: {
    partyId: '019a9d6e-7a00-7000-8000-000000000003',
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
  },
});
