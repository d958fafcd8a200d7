import { PARTY_LEAVES, PartyLeaves } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { partyId, requestId } from '../event/shared-fields';

export const partyLeft = defineEvent({
  emitter: 'intake',
  fact: 'party-left',
  kind: 'fact',
  title: { zh: '当事人退出', en: 'Party left' },
  fields: { partyId, why: field(PartyLeaves, { zh: '原因', en: 'because', as: { codes: PARTY_LEAVES } }), requestId },
  description:
    'One of several complainants is no longer a party of the complaint; it goes on for the others. The last one who leaves ends it.',
  example: {
    partyId: '019a9d6e-7a00-7000-8000-000000000003',
    why: 'NO_LONGER_WANTED' as const,
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
  },
});
