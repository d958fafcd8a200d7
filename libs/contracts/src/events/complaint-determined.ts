import { z } from 'zod';
import {
  NO_INVESTIGATION_REASONS,
  NoInvestigationReason,
  REASONABLENESS,
  ReasonablenessCode,
  ROOT_CAUSES,
  RootCauseCode,
  VALIDITY_VERDICTS,
  ValidityVerdict,
} from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { determinationRound, dossierVersion, HANDLER, unitId } from '../event/shared-fields';
import { responsibilityShareSchema, staffIdSchema } from '../values';

export const complaintDetermined = defineEvent({
  emitter: 'investigation',
  fact: 'complaint-determined',
  kind: 'state',
  transitions: ['T15'],
  title: { zh: '作出判定', en: 'Determined' },
  fields: {
    determinationId: silent(z.uuid().describe('Determination id')),
    round: { ...determinationRound, schema: determinationRound.schema.optional() },
    verdict: field(ValidityVerdict, { zh: '结论', en: 'verdict', as: { codes: VALIDITY_VERDICTS } }),
    reasonableness: field(ReasonablenessCode, { zh: '诉求', en: 'demand', as: { codes: REASONABLENESS } }),
    responsibility: field(z.array(responsibilityShareSchema).min(1).max(16).describe('Shares that sum to 100'), {
      zh: '责任',
      en: 'responsibility',
      as: { list: 'responsibility' },
    }),
    rootCause: field(RootCauseCode, { zh: '根本原因', en: 'root cause', as: { codes: ROOT_CAUSES } }),
    findings: field(
      z.number().int().positive().describe('How many findings, each resting on evidence, or none with the reason'),
      {
        zh: '调查事实',
        en: 'findings',
      },
    ),
    noInvestigation: field(NoInvestigationReason.optional(), {
      zh: '未调查原因',
      en: 'no investigation because',
      as: { codes: NO_INVESTIGATION_REASONS },
    }),
    investigatorId: field(staffIdSchema, { zh: '调查员', en: 'investigator' }),
    handlerId: field(staffIdSchema.describe('Who handled the complaint'), HANDLER),
    unitId,
    dossierVersion: dossierVersion('Least version of the investigation dossier that belongs to this event'),
  },
  clocks: {},
  parts: { actor: 'INVESTIGATOR', handler: 'HANDLER' },
  description: 'Validity, responsibility and root cause are determined on evidence; custody goes to resolution (T15).',
  example: {
    determinationId: '019a9d6e-7a00-7000-8000-0000000000ae',
    round: 1,
    verdict: 'VALID',
    reasonableness: 'DEMAND_REASONABLE',
    responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
    rootCause: 'MATERIAL',
    findings: 1,
    investigatorId: 'staff:zhao.qa',
    handlerId: 'staff:zhao.qa',
    unitId: 'QA',
    dossierVersion: 1,
  },
});
