import { z } from 'zod';
import { CLOSURES, ClosureCode, OutcomeCode, REVIEW_DECISIONS, ReviewDecision } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import {
  dossierVersion,
  HANDLER,
  offerId,
  ofParty,
  outcome,
  partyOffersSchema,
  reviewId,
  unitId,
} from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const reviewDecided = defineEvent({
  emitter: 'resolution',
  fact: 'review-decided',
  kind: 'state',
  transitions: ['T31'],
  title: { zh: '内部复核决定', en: 'Review decided' },
  fields: {
    reviewId,
    partyId: ofParty,
    decision: field(ReviewDecision, { zh: '复核决定', en: 'decision', as: { codes: REVIEW_DECISIONS } }),
    reviewerId: field(staffIdSchema, { zh: '复核人', en: 'reviewer' }),
    unitId,
    handlerId: field(staffIdSchema, HANDLER),
    determinationId: silent(
      z.uuid().optional().describe('The determination that does not stand, where it is investigated again'),
    ),
    offerId: silent(offerId.schema.optional().describe('The offer that is made again, with a link of its own')),
    offers: silent(
      partyOffersSchema.optional().describe('Where others are complainants too: the offer of each of them'),
    ),
    closureCode: field(ClosureCode.optional().describe('Where the case is closed by it'), {
      zh: '结案方式',
      en: 'closure',
      as: { codes: CLOSURES },
    }),
    outcome: { ...outcome, schema: OutcomeCode.optional().describe('What was told, where the case is closed by it') },
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds the grounds'),
  },
  clocks: {
    means: {
      'taken-up-again': { decision: ['REDRAFT', 'INVESTIGATE_AGAIN'] },
      'offer-made-again': { decision: 'OFFER_STANDS' },
      'closed-by-review': { decision: 'CLOSE' },
    },
  },
  parts: { actor: 'REVIEWER' },
  description:
    'A reviewer of a higher unit, who took no part, decided; the letter with the grounds and the ways outside is queued (T31).',
  example: {
    reviewId: '019a9d6e-7a00-7000-8000-0000000000d1',
    decision: 'REDRAFT',
    reviewerId: 'staff:gu.ceo',
    unitId: 'QA',
    handlerId: 'staff:zhao.qa',
    dossierVersion: 2,
  },
});
