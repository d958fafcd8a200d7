import { THIRD_PARTY_KINDS, ThirdPartyKind } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { dueAt, thirdPartyId } from '../event/shared-fields';

export const thirdPartyAwaited = defineEvent({
  emitter: 'investigation',
  fact: 'third-party-awaited',
  kind: 'state',
  transitions: ['T14'],
  title: { zh: '待第三方答复', en: 'A third party was asked' },
  fields: {
    thirdPartyId,
    partyKind: field(ThirdPartyKind, { zh: '第三方', en: 'third party', as: { codes: THIRD_PARTY_KINDS } }),
    dueAt,
  },
  clocks: {
    subject: { kind: 'THIRD_PARTY', id: 'thirdPartyId' },
    until: 'dueAt',
    means: { 'third-party-asked': {} },
    onlyMeans: true,
  },
  parts: { actor: 'INVESTIGATOR' },
  description: 'A supplier, laboratory, expert or other third party is asked; the investigation waits (T14, IV-18).',
  example: {
    thirdPartyId: '019a9d6e-7a00-7000-8000-0000000000d2',
    partyKind: 'LABORATORY',
    dueAt: '2026-03-12T09:00:00.000Z',
  },
});
