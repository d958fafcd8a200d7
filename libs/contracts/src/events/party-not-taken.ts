import { defineEvent } from '../event/event';
import { partyId } from '../event/shared-fields';

export const partyNotTaken = defineEvent({
  emitter: 'resolution',
  fact: 'party-not-taken',
  kind: 'fact',
  title: { zh: '当事人未能加入', en: 'Party not taken' },
  fields: { partyId },
  description:
    'A party came when an offer was out or had been answered (T7): there is none for it. Intake lets its complaint be handled on its own again.',
  example: { partyId: '019a9d6e-7a00-7000-8000-000000000003' },
});
