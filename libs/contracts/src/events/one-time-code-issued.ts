import { z } from 'zod';
import { defineEvent } from '../event/event';
import { silent } from '../event/field';
import { dossierVersion, offerId, ofParty } from '../event/shared-fields';

export const oneTimeCodeIssued = defineEvent({
  emitter: 'resolution',
  fact: 'one-time-code-issued',
  kind: 'fact',
  title: { zh: '向投诉人发送一次性验证码', en: 'One-time code sent to the complainant' },
  fields: {
    codeId: silent(z.uuid().describe('Id of the code; the code itself is in the sealed dossier only')),
    offerId,
    partyId: ofParty,
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds the code'),
  },
  description:
    'Somebody with the link of the offer asked for a one-time code; it goes to the contact of the complainant.',
  example: {
    codeId: '019a9d6e-7a00-7000-8000-0000000000b6',
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    dossierVersion: 2,
  },
});
