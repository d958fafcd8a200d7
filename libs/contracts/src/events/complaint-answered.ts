import { z } from 'zod';
import { UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks, HANDLER, UNIT } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const complaintAnswered = defineEvent({
  emitter: 'routing',
  fact: 'complaint-answered',
  kind: 'state',
  transitions: ['T8'],
  title: { zh: '已答复', en: 'Answered' },
  fields: {
    letterId: silent(z.uuid().optional().describe('Letter with the answer; absent when it was told in a contact')),
    contactId: silent(z.uuid().optional().describe('Contact in which the answer was told')),
    dossierVersion: silent(
      z.number().int().positive().optional().describe("Least version of routing's dossier that holds the answer"),
    ),
    unitId: field(UnitCode, UNIT),
    handlerId: field(staffIdSchema.describe('Who answered'), HANDLER),
    clocks,
  },
  clocks: {},
  parts: { actor: 'HANDLER', handler: 'HANDLER' },
  description:
    'A question or suggestion was answered by letter or in a contact, one of both; custody goes to resolution (T8).',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000c2',
    dossierVersion: 1,
    unitId: 'CS',
    handlerId: 'staff:chen.cs',
  },
});
