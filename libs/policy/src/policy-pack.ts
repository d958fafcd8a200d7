import {
  CategoryCode,
  ChannelCode,
  ClockClass,
  ClockCode,
  ClockProfile,
  ComplainantType,
  ComplaintKind,
  ComplexityCode,
  COMPLAINT_STATES,
  CurrencyCode,
  DueEffect,
  FaultLevelCode,
  FlagCode,
  LetterKind,
  MOST_INSTALMENTS,
  PauseReason,
  PriorityCode,
  RemedyType,
  RoleCode,
  SeverityCode,
  UnitCode,
  UrgencyCode,
  type ComplaintState,
} from '@redress/contracts';
import { Limit } from '@redress/time';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { CLOCK_EVENTS } from './clock-events';

const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores');
const ruleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,59}$/, 'must be lower case letters, digits and hyphens')
  .describe('Name of the rule; it is written down with every decision that the rule made');
const labels = z
  .strictObject({ zh: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) })
  .describe('What people read in place of the code');
const list = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(200);

/** Fields of a submission that a registration form can ask for, and where they stand in it. */
export const REGISTRATION_FIELDS = {
  description: '/description',
  channel: '/channel',
  contact: '/complainant',
  name: '/complainant/name',
  occurredAt: '/occurredAt',
  incidentPlace: '/incidentPlace',
  subject: '/subject',
  productRef: '/product/ref',
  batchNo: '/product/batchNo',
  orderRef: '/orderRef',
  demand: '/demand',
  reason: '/reason',
} as const;
const RegistrationField = z.enum(Object.keys(REGISTRATION_FIELDS) as [RegistrationField, ...RegistrationField[]]);
export type RegistrationField = keyof typeof REGISTRATION_FIELDS;

/** What a letter can be required to say. */
export const LETTER_ITEMS = [
  'COMPLAINT_NO',
  'ACCEPTED_AT',
  'EXPECTED_AT',
  'PROMISE',
  'TRACKING_CODE',
  'OUTCOME',
  'REMEDIES',
  'DECISION_LINK',
  'DECIDE_BY',
  'OBJECT_BY',
  'CORRECTION',
  'REOPENING_RIGHT',
  'ANSWER',
  'REASON',
  'RIGHTS',
  'ORGANISATION',
  'DATA_BASIS',
  'GROUNDS',
  'REGRET',
  'CLOSURE',
  'ENDED_AT',
  'REQUEST',
  'DECIDED_AT',
  'ONE_TIME_CODE',
  'MAILBOX',
  'QUESTIONS',
  'ANSWER_LINK',
  'ANSWER_BY',
  'NEXT_STEP',
  'REVIEW_RIGHT',
  'REVIEW_LIMIT',
  'REVIEW_DECISION',
  'BODY',
  'AWARD',
] as const;
const LetterItem = z.enum(LETTER_ITEMS);
export type LetterItem = z.infer<typeof LetterItem>;

const keyword = z
  .string()
  .trim()
  .min(2, 'must be at least 2 characters')
  .max(60)
  .regex(/^[^*]+\*?$/, 'may hold * only at its end');
const keywords = z
  .strictObject({ zh: list(keyword).optional(), en: list(keyword).optional() })
  .refine((words) => words.zh !== undefined || words.en !== undefined, 'needs keywords in at least one language')
  .describe(
    'Words looked for in description and demand, whatever the language of the complaint. Latin words match whole words; a * at the end also matches longer words. Nothing here is a regular expression',
  );

const kinds = list(ComplaintKind).optional().describe('Kinds of submission that it is for; COMPLAINT if absent');

const condition = z
  .strictObject({
    categories: list(CategoryCode).optional().describe('A first-level code also stands for the codes below it'),
    severities: list(SeverityCode).optional(),
    urgencies: list(UrgencyCode).optional(),
    flags: list(FlagCode).optional().describe('Any of these'),
    channels: list(ChannelCode).optional(),
    complainantTypes: list(ComplainantType).optional(),
    kinds: list(ComplaintKind).optional(),
    complexities: list(ComplexityCode).optional(),
    faultLevels: list(FaultLevelCode).optional(),
  })
  .refine((when) => Object.values(when).some((values) => values !== undefined), 'needs at least one condition')
  .describe('All conditions must hold; within one, any of its values');
export type Condition = z.infer<typeof condition>;

const registrationField = z.strictObject({
  field: RegistrationField,
  unlessComplainant: list(ComplainantType).optional().describe('Kinds of complainant that need not give it'),
  kinds,
});

const registration = z.strictObject({
  receivingUnit: UnitCode.describe('Unit in the number when neither submission nor submitter names one'),
  required: list(registrationField).describe('Without these nothing is registered'),
  expected: list(registrationField).optional().describe('Without these it is registered and flagged incomplete'),
  withinHours: z
    .number()
    .positive()
    .max(720)
    .optional()
    .describe('Calendar hours from receipt in which it is to be registered; no such limit if absent'),
  duplicatesWithinDays: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe(
      'Days before in which a complaint with the same contact and reference counts as a possible duplicate; not looked for if absent',
    ),
});

const category = z.strictObject({
  code: CategoryCode,
  labels,
  severity: SeverityCode.optional().describe('Severity to begin with; a second level inherits it'),
  keywords: keywords.optional(),
});

const textRule = z.strictObject({
  id: ruleId,
  keywords,
  then: z
    .strictObject({ flags: list(FlagCode).optional(), urgencyAtLeast: UrgencyCode.optional() })
    .refine((then) => then.flags !== undefined || then.urgencyAtLeast !== undefined, 'needs an effect'),
});

const classificationRule = z.strictObject({
  id: ruleId,
  when: condition,
  then: z
    .strictObject({
      severityAtLeast: SeverityCode.optional(),
      urgencyAtLeast: UrgencyCode.optional(),
      flags: list(FlagCode).optional().describe('Flags to set'),
    })
    .refine((then) => Object.values(then).some((value) => value !== undefined), 'needs an effect'),
});

const priority = z.strictObject({
  matrix: z.record(SeverityCode, z.record(UrgencyCode, PriorityCode)).describe('Severity, then urgency'),
  atLeast: z
    .array(z.strictObject({ id: ruleId, when: condition, priority: PriorityCode }))
    .max(50)
    .optional()
    .describe('Raises what the matrix gave'),
});

const routingRule = z.strictObject({
  id: ruleId,
  when: condition.optional().describe('Absent in the last rule, which catches the rest'),
  unit: UnitCode,
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day HH:MM');

const State = z.enum(COMPLAINT_STATES as [ComplaintState, ...ComplaintState[]]);
const ClockEventCode = z.enum(CLOCK_EVENTS);

const clock = z.strictObject({
  code: ClockCode,
  labels,
  class: ClockClass,
  profile: ClockProfile,
  start: list(ClockEventCode).describe('Each of these starts it afresh'),
  once: z.literal(true).optional().describe('It starts once in a handling, however often what starts it happens'),
  keepsStart: z
    .literal(true)
    .optional()
    .describe('What starts it while it runs leaves it as it is; without it, it begins afresh'),
  stop: list(ClockEventCode),
  repeats: z.literal(true).optional().describe('What stops it also starts it anew'),
  onlyIn: list(State)
    .optional()
    .describe('States in which it runs: it starts in no other, and is cancelled when the complaint leaves them'),
  pauses: list(
    z.strictObject({
      in: State,
      from: ClockEventCode.optional().describe('It stands still from this on, and not from the first moment'),
      reason: PauseReason,
    }),
  )
    .optional()
    .describe(
      'States in which it stands still; a statutory clock usually has none. An operational one stands still in SUSPENDED anyhow',
    ),
  outlives: list(State).optional().describe('Ended states in which it runs on; the others cancel it'),
  limit: Limit,
  dueAsNamed: z.literal(true).optional().describe('The day that its start names counts, in place of the limit'),
  limitBySeverity: z.partialRecord(SeverityCode, Limit).optional(),
  kinds,
  severities: list(SeverityCode).optional().describe('It runs for these only'),
  atDue: DueEffect.optional().describe('Default: BREACH'),
  reminders: z
    .strictObject({ on: list(ClockEventCode), atLeast: z.int().min(1).max(2) })
    .optional()
    .describe('Nothing expires before the complainant was reminded as often as this'),
  extension: z
    .strictObject({
      atMost: Limit.describe('Added to the due time at most, all extensions together'),
      by: z
        .enum(['CONSENT', 'APPROVAL'])
        .optional()
        .describe('Who agrees: the complainant (default), or a second person, of which the complainant is told'),
    })
    .optional()
    .describe('It can be extended before it runs out'),
  agreedDate: z
    .strictObject({ atMost: Limit.describe('The day lies at most this far ahead') })
    .optional()
    .describe('It stands still until a day that was agreed with the complainant'),
  categories: list(CategoryCode).optional().describe('It runs for these only'),
  calendar: code.optional().describe("Calendar, if not the pack's"),
});

const authority = z.strictObject({
  ranks: list(RoleCode).describe('Roles that may approve, the lowest first'),
  withoutMoney: RoleCode.describe('Who approves a plan that costs nothing'),
  otherCurrency: RoleCode.describe('Who approves amounts in a currency that has no limits here'),
  limits: z
    .record(
      CurrencyCode,
      list(z.strictObject({ role: RoleCode, upToMinor: z.int().min(1).optional().describe('Inclusive, minor units') })),
    )
    .describe('Per currency, ascending; the last has no limit'),
});

const amounts = z
  .record(CurrencyCode, z.int().min(0))
  .describe('Per currency, minor units, inclusive; a currency that is not named has the limit 0');

const offers = z.strictObject({
  maxRounds: z.int().min(1).max(10).describe('Counter-proposals and refusals before a refusal ends the negotiation'),
  withoutApprovalUpTo: amounts.describe('Total up to which a case lead offers a plan of a case without flags (T21)'),
  secondListenerAbove: amounts.describe(
    'Total above which a second member of staff listens when an acceptance is recorded (RM-08)',
  ),
});

const remedy = z.strictObject({
  type: RemedyType,
  needsAmount: z.boolean().describe('true: an amount must be given; false: none may be'),
  executeWithinDays: z.int().min(0).max(365).describe('Promised date, counted in calendar days from the draft'),
  instalments: z
    .strictObject({
      atMost: z.int().min(2).max(MOST_INSTALMENTS).describe('Parts'),
      withinDays: z.int().min(1).max(730).describe('Calendar days from the draft to the last part'),
    })
    .optional()
    .describe('It may be paid in parts; in one sum only if absent'),
});

const raise = z.strictObject({ raiseBy: z.int().min(0).max(5).optional(), raiseTo: z.int().min(1).max(5).optional() });
const eitherByOrTo = ({ raiseBy, raiseTo }: z.infer<typeof raise>) =>
  (raiseBy === undefined) !== (raiseTo === undefined);

const escalation = z.strictObject({
  ladder: list(
    z.strictObject({
      level: z.int().min(1).max(5),
      role: RoleCode,
      in: z.enum(['UNIT', 'PARENT_UNIT', 'ROOT_UNIT']).describe('Where on the reporting line of the responsible unit'),
    }),
  ).describe('Who answers at each level'),
  onBreach: z
    .record(
      ClockProfile,
      z
        .strictObject({
          ...raise.shape,
          at150: raise
            .refine(eitherByOrTo, 'needs either raiseBy or raiseTo')
            .optional()
            .describe('In its place when the limit is used one and a half times'),
          at200: raise
            .refine(eitherByOrTo, 'needs either raiseBy or raiseTo')
            .optional()
            .describe('In its place when the limit is used twice'),
        })
        .refine(eitherByOrTo, 'needs either raiseBy or raiseTo'),
    )
    .describe('What a missed limit does to the level, by profile of the clock'),
  dissatisfiedRaisesAt: z.enum(['FIRST', 'SECOND']).describe('Which failed follow-up raises the level'),
});

const letter = z.strictObject({
  mustContain: list(LetterItem),
  expectedTimeClock: ClockCode.optional().describe('Clock whose due time is the expected time'),
  expectedTimeClockOf: z
    .partialRecord(ComplaintKind, ClockCode)
    .optional()
    .describe('The same for kinds of submission for which another clock runs'),
});

const onTheSpot = z.strictObject({
  upToMinor: z
    .record(CurrencyCode, z.int().min(1))
    .describe('What may be paid in all, inclusive, minor units; nothing in another currency'),
});

const followUp = z.strictObject({
  firstAttemptWithinHours: z.number().positive().max(720).describe('Calendar hours after the complaint is resolved'),
  maxAttempts: z.int().min(1).max(10),
  onDistinctDays: z.int().min(1).max(10).describe('Local days over which the attempts must be spread'),
  lapsedClosesAfterDays: z
    .int()
    .min(0)
    .max(60)
    .describe('Calendar days after which a case is closed whose offer lapsed, without a follow-up'),
  deferAtMostDays: z
    .int()
    .min(0)
    .max(365)
    .describe('Calendar days from the call for which the verdict may wait for a later visit (FU-04)'),
  ofAnswers: z.boolean().optional().describe('Answers to questions and suggestions are followed up too'),
});

/**
 * One version of a procedure as data (architecture, decision 6). Every key is read by a service; a key that is not listed
 * here is an error, so that no rule can be written down that nothing obeys.
 */
export const PolicyPack = z
  .strictObject({
    id: code.describe('Pack id'),
    version: z.int().min(1).max(1_000_000),
    labels,
    effectiveFrom: z.iso
      .datetime({ offset: true })
      .describe('Complaints registered from here on follow this version, business time'),
    calendar: code.describe('Business calendar of its clocks'),
    zone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), 'must be an IANA time zone')
      .describe('Zone of registration days and promised dates'),
    numbering: z.strictObject({
      prefix: z.string().regex(/^[A-Z]{1,8}$/, 'must be 1 to 8 capitals'),
      pattern: z
        .string()
        .max(80)
        .describe(
          'Made of {prefix}, {unit} (may be left out), {yyMMdd} or {yyyyMMdd}, {serial:n} and - / . _; the serial runs over all numbers that are alike around it',
        ),
    }),
    units: z.record(UnitCode, labels).describe('Units of the directory that this pack names'),
    registration,
    categories: list(category),
    defaults: z.strictObject({ category: CategoryCode, urgency: UrgencyCode }).describe('When nothing else decides'),
    textRules: z.array(textRule).max(200),
    classificationRules: z.array(classificationRule).max(200),
    priority,
    routing: list(routingRule).describe('The first that holds decides'),
    clocks: list(clock),
    quietHours: z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .refine(({ from, to }) => from !== to, 'must begin and end at different times')
      .describe('Local time in which complainants are not reminded; it may pass midnight'),
    escalation,
    determination: z.strictObject({ minEvidenceItems: z.int().min(1).max(20) }),
    authority,
    offers,
    remedies: list(remedy).describe('Remedies that a plan may hold'),
    onTheSpot: onTheSpot.optional().describe('What may be settled at once (T8); nothing that costs money if absent'),
    letters: z.partialRecord(LetterKind, letter),
    followUp,
  })
  .describe('Policy pack');
export type PolicyPack = z.infer<typeof PolicyPack>;

/** The JSON Schema of a pack file, for editors and for those who write packs with other tools. */
export function policyPackJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(PolicyPack, { io: 'input' }), title: 'Redress policy pack' };
}
