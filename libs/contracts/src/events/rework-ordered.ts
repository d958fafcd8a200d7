import { z } from 'zod';
import { REWORK_REASONS, ReworkReason } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { determinationRound } from '../event/shared-fields';

export const reworkOrdered = defineEvent({
  emitter: 'resolution',
  fact: 'rework-ordered',
  kind: 'state',
  transitions: ['T16'],
  title: { zh: '退回补充调查', en: 'Rework ordered' },
  fields: {
    determinationId: silent(z.uuid().describe('The determination that does not stand')),
    round: determinationRound,
    reason: field(ReworkReason, { zh: '退回原因', en: 'reason', as: { codes: REWORK_REASONS } }),
  },
  clocks: {},
  description:
    'A determination was sent back by a supervisor or a quality reviewer; the investigation goes on as its next round (T16).',
  example: {
    determinationId: '019a9d6e-7a00-7000-8000-0000000000ae',
    round: 1,
    reason: 'EVIDENCE_INSUFFICIENT',
  },
});
