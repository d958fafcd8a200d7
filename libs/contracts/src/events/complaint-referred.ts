import { z } from 'zod';
import { DATA_BASES, DataBasis } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks, dossierVersion } from '../event/shared-fields';

export const complaintReferred = defineEvent({
  emitter: 'routing',
  fact: 'complaint-referred',
  kind: 'state',
  transitions: ['T6'],
  title: { zh: '转送', en: 'Referred' },
  fields: {
    dataBasis: field(DataBasis, { zh: '个人信息提供依据', en: 'personal data', as: { codes: DATA_BASES } }),
    contactId: silent(
      z.uuid().optional().describe('Contact in which the complainant agreed that their data are handed over'),
    ),
    dossierVersion: dossierVersion("Least version of routing's dossier that names organisation and ground"),
    clocks,
  },
  clocks: {},
  description: 'Forwarded to the organisation that answers for the matter; the complainant is told (T6).',
  example: { dataBasis: 'CONSENT', contactId: '019a9d6e-7a00-7000-8000-0000000000c1', dossierVersion: 1 },
});
