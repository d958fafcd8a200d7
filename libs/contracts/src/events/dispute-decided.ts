import { z } from 'zod';
import {
  CLOSURES,
  ClosureCode,
  DISPUTE_OUTCOMES,
  DISPUTE_ROUTES,
  DisputeOutcome,
  DisputeRoute,
  OutcomeCode,
  UnitCode,
} from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { disputeId, dossierVersion, lessonId, ofParty, outcome } from '../event/shared-fields';

export const disputeDecided = defineEvent({
  emitter: 'resolution',
  fact: 'dispute-decided',
  kind: 'state',
  transitions: ['T33'],
  title: { zh: '外部争议结果', en: 'Dispute decided' },
  fields: {
    disputeId,
    partyId: ofParty,
    route: field(DisputeRoute, { zh: '途径', en: 'way', as: { codes: DISPUTE_ROUTES } }),
    award: field(DisputeOutcome, { zh: '结果', en: 'result', as: { codes: DISPUTE_OUTCOMES } }),
    binds: field(z.boolean().describe('Something is to be done, so a plan is drafted'), {
      zh: '须执行',
      en: 'something is to be done',
      as: 'flag',
    }),
    lessonId,
    lessonUnitId: field(UnitCode.describe('Unit that has to learn from it'), {
      zh: '总结部门',
      en: 'lesson for',
      as: 'unit',
    }),
    lessonDueOn: field(z.iso.date().describe('Day until which it is to be learned'), {
      zh: '总结期限',
      en: 'lesson due',
    }),
    closureCode: field(ClosureCode.optional().describe('Where the case is closed by it'), {
      zh: '结案方式',
      en: 'closure',
      as: { codes: CLOSURES },
    }),
    outcome: { ...outcome, schema: OutcomeCode.optional().describe('What was told, where the case is closed by it') },
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds the award'),
  },
  clocks: { means: { 'taken-up-again': { binds: true }, 'closed-by-award': { binds: false } } },
  description:
    'Compliance recorded how the dispute ended, and who has to learn what from it (T33); the text is sealed.',
  example: {
    disputeId: '019a9d6e-7a00-7000-8000-0000000000d2',
    route: 'MEDIATION',
    award: 'PARTLY_FOR_COMPLAINANT',
    binds: true,
    lessonId: '019a9d6e-7a00-7000-8000-0000000000d3',
    lessonUnitId: 'QA',
    lessonDueOn: '2026-05-10',
    dossierVersion: 4,
  },
});
