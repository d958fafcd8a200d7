import { z } from 'zod';
import { DISPUTE_ROUTES, DisputeRoute } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { contactId, disputeId, dossierVersion, ofParty } from '../event/shared-fields';
export const disputeOpened = defineEvent({
  emitter: 'resolution',
  fact: 'dispute-opened',
  kind: 'state',
  transitions: ['T32'],
  title: { zh: '进入外部争议处理', en: 'Taken to a body outside' },
  fields: {
    disputeId,
    partyId: ofParty,
    route: field(DisputeRoute, { zh: '途径', en: 'way', as: { codes: DISPUTE_ROUTES } }),
    deadlineOn: field(z.iso.date().describe('Day until which we have to answer the body'), {
      zh: '答复期限',
      en: 'to be answered by',
    }),
    contactId: silent(contactId.schema.optional().describe('Contact in which the complainant told us of it')),
    dossierVersion: dossierVersion('Least version of the resolution dossier, which names body and reference'),
  },
  clocks: { until: 'deadlineOn' },
  parts: { actor: 'REQUESTER' },
  description:
    'The complaint is before a body outside; what was offered and what was to be executed rests until it has decided (T32). Names and references are sealed.',
  example: {
    disputeId: '019a9d6e-7a00-7000-8000-0000000000d2',
    route: 'MEDIATION',
    deadlineOn: '2026-04-10',
    dossierVersion: 3,
  },
});
