import { z } from 'zod';
import { EXTENSION_REASONS, ExtensionReason } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clockExample, clockRun, clocks, contactId, dueAt } from '../event/shared-fields';

export const clockExtended = defineEvent({
  emitter: 'routing',
  fact: 'clock-extended',
  kind: 'fact',
  title: { zh: '延长时限', en: 'Clock extended', about: 'clock' },
  fields: {
    ...clockRun,
    dueAt,
    reason: field(ExtensionReason, { zh: '原因', en: 'because', as: { codes: EXTENSION_REASONS } }),
    contactId: silent(
      contactId.schema.optional().describe('Contact in which the complainant agreed; absent where it was approved'),
    ),
    stepId: silent(z.uuid().optional().describe('Approval by a second person; absent where the complainant agreed')),
    clocks,
  },
  clocks: { ofClock: true, until: 'dueAt' },
  description:
    'Before a limit ran out, the complainant agreed that it may take longer, or a second person approved it, by what the pack demands (CA-03).',
  example: {
    ...clockExample,
    run: 0,
    dueAt: '2026-03-09T01:15:00.000Z',
    reason: 'LAB_TIME',
    contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
  },
});
