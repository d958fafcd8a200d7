import { z } from 'zod';
import {
  ANSWER_CHANNELS,
  AnswerChannel,
  CategoryCode,
  ClockCode,
  COMPLAINT_KINDS,
  ComplaintKind,
  COMPLEXITIES,
  ComplexityCode,
  FAULT_LEVELS,
  FaultLevelCode,
  FLAGS,
  LOCALES,
  OUTCOMES,
  OutcomeCode,
  PriorityCode,
  REQUESTS,
  requestKindSchema,
  SEVERITIES,
  SeverityCode,
  UnitCode,
  URGENCIES,
  UrgencyCode,
} from '../codes';
import {
  clockListSchema,
  complaintIdSchema,
  flagsSchema,
  instantSchema,
  requestIdSchema,
  staffIdSchema,
  subjectReferenceSchema,
} from '../values';
import { remedyLineSchema } from '../remedies/remedy';
import { refund } from '../remedies/refund';
import { field, silent, type FieldWords } from './field';

// Fields that several events have, and the words of those that they describe each in their own way.

export const UNIT = { zh: '部门', en: 'unit', as: 'unit', lasting: true } as const satisfies FieldWords;
export const HANDLER = { zh: '经办人', en: 'handler', lasting: true } as const satisfies FieldWords;
export const OWNER = { zh: '责任人', en: 'owner', lasting: true } as const satisfies FieldWords;
export const DUE = { zh: '到期', en: 'due', as: 'instant', lasting: true } as const satisfies FieldWords;
export const STOPPED = { zh: '完成', en: 'stopped', as: 'instant', ownInstant: true } as const satisfies FieldWords;

export const LETTER_LANGUAGE = { zh: '语言', en: 'language', as: { codes: LOCALES } } as const satisfies FieldWords;
export const LETTER_ATTEMPTS = { zh: '尝试次数', en: 'attempts', usual: 1 } as const satisfies FieldWords;

export const kind = field(ComplaintKind.describe('Complaint, enquiry or suggestion (IN-25)'), {
  zh: '来件性质',
  en: 'kind',
  as: { codes: COMPLAINT_KINDS },
  lasting: true,
  usual: 'COMPLAINT',
});
export const complexity = field(ComplexityCode.optional().describe('How much there is to find out (CL-23)'), {
  zh: '复杂程度',
  en: 'complexity',
  as: { codes: COMPLEXITIES },
  lasting: true,
});
export const faultLevel = field(FaultLevelCode.optional().describe('Whose fault it looks like (CL-14 to CL-16)'), {
  zh: '过失等级',
  en: 'level of fault',
  as: { codes: FAULT_LEVELS },
  lasting: true,
});
export const toldInContact = silent(z.uuid().optional().describe('The contact in which it was read out'));
/** What a mail server said of a letter that it could not deliver: RFC 3463. */
export const MAIL_STATUS = field(
  z
    .string()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/)
    .describe('Status of the report, as in 5.1.1'),
  { zh: '状态码', en: 'status' },
);

export const urgency = field(UrgencyCode, { zh: '紧急程度', en: 'urgency', as: { codes: URGENCIES }, lasting: true });
export const unitId = field(UnitCode, UNIT);
export const dueAt = field(instantSchema, DUE);
export const executeBy = field(
  z.iso
    .date()
    .optional()
    .describe('Last promised date of a plan that pays in instalments: until its end the plan is being carried out'),
  { zh: '最后一期不迟于', en: 'last instalment by' },
);
export const outcome = field(OutcomeCode, { zh: '处理结论', en: 'outcome', as: { codes: OUTCOMES }, lasting: true });
export const satisfaction = field(
  z.number().int().min(1).max(5).optional().describe('5 very satisfied to 1 very dissatisfied'),
  { zh: '满意度', en: 'satisfaction', as: 'score' },
);

/** Of a complaint that is handled with another one: which goes on. */
export const primaryId = silent(complaintIdSchema.describe('The complaint that goes on for both'));
/** One of several complainants of a case. */
export const partyId = silent(
  complaintIdSchema.describe(
    'The complaint with which the party came; the complaint itself stands for its own complainant',
  ),
);

/** Whose answer or code it is, in a case with several complainants. */
export const ofParty = silent(
  complaintIdSchema.optional().describe('The party of a case with several; absent: its only complainant'),
);

/** The least version of a sealed dossier that belongs to the event. */
export const dossierVersion = (description: string) => silent(z.number().int().positive().describe(description));

/** The classification of a complaint as routing decided it (CL-*, RG-13). */
export const classification = {
  kind,
  category: field(CategoryCode, { zh: '类别', en: 'category', as: 'category', lasting: true }),
  severity: field(SeverityCode.describe('How bad: one scale for all procedures'), {
    zh: '严重程度',
    en: 'severity',
    as: { codes: SEVERITIES },
    lasting: true,
  }),
  urgency: { ...urgency, schema: UrgencyCode.describe('How soon the complainant needs it') },
  priority: field(PriorityCode.describe('f(severity, urgency, flags)'), {
    zh: '优先级',
    en: 'priority',
    as: 'priority',
    lasting: true,
  }),
  flags: field(flagsSchema, { zh: '标记', en: 'flags', as: { list: { codes: FLAGS } }, lasting: true }),
  complexity,
  faultLevel,
};

export const classificationExample = {
  kind: 'COMPLAINT' as const,
  category: 'PRODUCT_QUALITY.DEFECT',
  severity: 'MAJOR' as const,
  urgency: 'NORMAL' as const,
  priority: 'P2' as const,
  flags: ['compensationDemanded' as const],
};

export const appliedRules = field(z.array(z.string().max(80)).max(64).describe('Rules of the pack that decided'), {
  zh: '适用规则',
  en: 'rules',
  as: { list: 'text' },
});

/** On every event of routing but those about a single clock: the clocks that changed with it. */
export const clocks = field(clockListSchema.optional(), { zh: '时限', en: 'clock', as: 'clockEntry' });

/** Which clock an event is about. */
export const clock = {
  clockId: silent(z.uuid().describe('Clock id')),
  clock: field(ClockCode.describe('Which promise'), { zh: '时限', en: 'clock', as: 'clock' }),
  subject: silent(subjectReferenceSchema.optional()),
  cycle: field(z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'), {
    zh: '轮次',
    en: 'cycle',
    usual: 0,
  }),
};

/** One run of one clock, as {@link clock} names it, that people decided on. */
export const clockRun = {
  ...clock,
  run: silent(z.number().int().min(0).describe('Run of the clock, 0 for the first')),
};

export const clockExample = { clockId: '019a9d6e-7a00-7000-8000-0000000000ac', clock: 'RESOLUTION', cycle: 0 } as const;

export const requestId = silent(requestIdSchema);
export const requestKind = field(requestKindSchema, { zh: '申请', en: 'request', as: { codes: REQUESTS } });

/** Fields of every `…-requested` event (contracts, section 2). */
export const request = {
  requestId,
  kind: requestKind,
  requestedAt: field(instantSchema.describe('When it was asked, business time'), {
    zh: '申请时间',
    en: 'asked',
    as: 'instant',
    ownInstant: true,
  }),
};

export const reviewBy = field(instantSchema.describe('By when it is looked at whether the order still stands'), {
  zh: '复查期限',
  en: 'to be reviewed',
  as: 'instant',
});

/** The offer of each of several complainants. */
export const partyOffersSchema = z.array(z.object({ partyId: complaintIdSchema, offerId: z.uuid() }));

export const planId = silent(z.uuid().describe('Resolution plan id'));
export const revision = field(z.number().int().positive().describe('Revision of the plan, +1 for every draft'), {
  zh: '方案版次',
  en: 'revision',
  lasting: true,
});
export const approverId = field(staffIdSchema, { zh: '审批人', en: 'approver' });
export const supervisionId = silent(z.uuid().describe('Supervision id'));

export const promiseId = silent(z.uuid().describe('Promise id'));

export const reportId = silent(z.uuid().describe('Report id'));

export const escalationId = silent(z.uuid().describe('Escalation id: one rise of the level'));

export const informationRequestId = silent(z.uuid().describe('Id of the questions'));
export const thirdPartyId = silent(z.uuid().describe('Id of what the third party was asked'));
export const contactId = silent(z.uuid().describe('Id of a contact in the contact log'));
export const reviewId = silent(z.uuid().describe('Id of the internal review'));
export const disputeId = silent(z.uuid().describe('Id of the dispute'));
export const lessonId = silent(z.uuid().describe('Id of the task to learn from it'));
export const offerId = silent(z.uuid().describe('Offer id'));
/** How a complainant answered an offer. */
export const answer = {
  answerId: silent(z.uuid().describe('Record of the answer: channel, text version, time')),
  answerChannel: field(AnswerChannel, { zh: '答复方式', en: 'answered by', as: { codes: ANSWER_CHANNELS } }),
  round: field(z.number().int().positive().describe('1, 2, 3 …: answers that agree to nothing count as rounds'), {
    zh: '第几轮',
    en: 'round',
  }),
};
/** What stands with an answer of which staff keep the record; absent for those of links (RM-08, RM-09). */
export const recordedAnswer = {
  objectBy: field(instantSchema.optional().describe('Until when the complainant may object to what was recorded'), {
    zh: '异议期限',
    en: 'objection until',
    as: 'instant',
  }),
  listenerId: field(staffIdSchema.optional().describe('Second member of staff who was present or listened'), {
    zh: '旁听见证人',
    en: 'listener',
  }),
};
export const answerExample = {
  answerId: '019a9d6e-7a00-7000-8000-0000000000b4',
  answerChannel: 'LINK' as const,
  round: 1,
};

/** Which determination of the handling it is: +1 for every rework (T16). */
export const determinationRound = field(
  z.int().min(1).describe('1 for the first determination of a handling, +1 for every rework'),
  {
    zh: '第几次判定',
    en: 'determination',
    usual: 1,
  },
);

export const drafterId = field(staffIdSchema, { zh: '拟定人', en: 'drafted by', lasting: true });

/** One revision of a resolution plan. */
export const plan = {
  planId,
  revision,
  outcome,
  remedies: field(z.array(remedyLineSchema).max(20).describe('What is done to put things right'), {
    zh: '措施',
    en: 'remedies',
    as: { list: 'remedy' },
    lasting: true,
  }),
};

export const planExample = {
  planId: '019a9d6e-7a00-7000-8000-0000000000af',
  revision: 1,
  outcome: 'UPHELD' as const,
  remedies: [
    {
      remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
      type: refund.type,
      amount: { amountMinor: 19900, currency: 'CNY' },
      ownerUnitId: 'FIN',
      dueOn: '2026-03-12',
    },
  ],
};
