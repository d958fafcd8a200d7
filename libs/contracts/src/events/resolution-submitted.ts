import { z } from 'zod';
import { ROLES } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { drafterId, plan, planExample } from '../event/shared-fields';

export const resolutionSubmitted = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-submitted',
  kind: 'state',
  transitions: ['T18'],
  title: { zh: '方案提交审批', en: 'Submitted for approval' },
  fields: {
    ...plan,
    drafterId,
    approverRole: field(z.string().max(40).describe('Role that the authority matrix asks for'), {
      zh: '应由审批',
      en: 'needs',
      as: { codes: ROLES },
    }),
  },
  clocks: {},
  parts: { actor: 'DRAFTER' },
  description: 'The plan was submitted for approval (T18).',
  example: { ...planExample, drafterId: 'staff:sun.cs', approverRole: 'REMEDY_APPROVER' },
});
