import {
  byRemedyType,
  AnswerChannel,
  AnswerCode,
  ApprovalKind,
  ClosureCode,
  complaintIdSchema,
  DisputeOutcome,
  DisputeRoute,
  FollowUpResult,
  IdentityDocument,
  instantSchema,
  machines,
  OutcomeCode,
  ReasonablenessCode,
  RemedyFailure,
  ReworkReason,
  ReviewDecision,
  RoleCode,
  stateSchema,
  UnitCode,
  ValidityVerdict,
} from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';

const words = z.string().nullable().describe('Null for readers who need no words, and once the person was erased');

const remedySchema = byRemedyType(
  { remedyId: z.uuid() },
  {
    ownerUnitId: UnitCode,
    partyId: complaintIdSchema.nullable().describe('For which of several complainants it is'),
    dueOn: z.iso.date(),
    state: machines.remedyLine.schema,
    executedBy: z.string().nullable(),
    executedAt: instantSchema.nullable(),
    failure: RemedyFailure.nullable().describe('Why it could not be carried out'),
    failedAt: instantSchema.nullable(),
    proof: z.object({ zh: z.string(), en: z.string() }).describe('What the file must show that proves its execution'),
    commands: commandsSchema,
  },
);

const planSchema = z.object({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  outcome: OutcomeCode,
  status: machines.plan.schema,
  isFinal: z.boolean().describe('No further offer follows when it is refused'),
  toldAt: instantSchema.nullable().describe('When it was told as a decision, without asking'),
  drafterId: z.string(),
  draftedAt: instantSchema,
  explanation: words,
  apology: words,
  approval: z.object({
    approverRole: RoleCode.nullable().describe('Asked for when it was submitted'),
    mayApprove: z.array(RoleCode),
    submittedAt: instantSchema.nullable(),
    approverId: z.string().nullable(),
    decidedAt: instantSchema.nullable(),
    rejectionReason: z.string().nullable(),
    comment: words,
  }),
  remedies: z.array(remedySchema),
});

const offerSchema = z.object({
  offerId: z.uuid(),
  revision: z.number().int().positive(),
  state: machines.offer.schema,
  offeredAt: instantSchema,
  decideBy: instantSchema.describe('Until when its link can be used'),
  decidedAt: instantSchema.nullable(),
  consent: z
    .object({
      consentId: z.uuid(),
      channel: AnswerChannel,
      textSha256: z.string().describe('Hash of the wording that was accepted'),
      locale: z.string(),
      givenAt: instantSchema,
    })
    .nullable(),
});

const answerSchema = z.object({
  answerId: z.uuid(),
  offerId: z.uuid(),
  revision: z.number().int().positive().describe('Revision of the plan that was offered'),
  decision: AnswerCode,
  round: z.number().int().positive(),
  channel: AnswerChannel,
  words,
  givenAt: instantSchema,
  record: z
    .object({
      recordedBy: z.string(),
      recordedAt: instantSchema,
      contactId: z.uuid().nullable(),
      listenerId: z.string().nullable(),
      scanSha256: z.string().nullable().describe('Of the signed paper'),
      identity: z
        .object({ document: IdentityDocument, ending: words, checkedBy: z.string(), checkedAt: instantSchema })
        .nullable()
        .describe('Document that was shown at the counter, in place of the code'),
      objectBy: instantSchema.describe('Until when the complainant may object'),
      objectedAt: instantSchema.nullable().describe('From here on the record does not count'),
      objection: words,
    })
    .nullable()
    .describe('Of an answer that staff recorded; null where the complainant wrote it down'),
});

const followUpSchema = z.object({
  followUpId: z.uuid(),
  attempt: z.number().int().positive(),
  result: FollowUpResult,
  satisfaction: z.number().int().nullable(),
  reasonCode: z.string().nullable(),
  deferredUntil: instantSchema.nullable(),
  otherNeeds: words.describe('What else the complainant needs; null for those who may not read it'),
  comment: words,
  callerId: z.string(),
  at: instantSchema,
});

const reworkSchema = z.object({
  reworkId: z.uuid(),
  determinationId: z.uuid(),
  round: z.number().int().positive().describe('Which determination of the handling it was, 1 for the first'),
  reason: ReworkReason,
  comment: words,
  orderedBy: z.string(),
  orderedAt: instantSchema,
});

const roundSchema = z.object({
  cycle: z.number().int().min(0).describe('0 for the first handling, +1 for every reopening'),
  status: machines.resolution.schema,
  unitId: UnitCode,
  handlerId: z.string(),
  verdict: ValidityVerdict.nullable().describe('Null in a round that was settled on the spot or by an answer'),
  reasonableness: ReasonablenessCode.nullable(),
  outcome: OutcomeCode.nullable().describe('What the complainant was told on the spot'),
  remediesDone: z.array(byRemedyType({}, {})).nullable().describe('What was done on the spot'),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  closureCode: ClosureCode.nullable(),
  endsAs: ClosureCode.nullable().describe('How it will be closed whatever the follow-up says'),
  reworks: z.array(reworkSchema).describe('Determinations that were sent back, the first one first'),
  plan: planSchema.nullable().describe('The newest revision'),
  offer: offerSchema.nullable(),
  answers: z.array(answerSchema).describe('What the complainant said to the offers, the first one first'),
  followUps: z.array(followUpSchema),
});

const proposalSchema = z.object({
  stepId: z.uuid(),
  kind: ApprovalKind,
  subjectId: z.uuid().nullable().describe('The offer or remedy line that it is about'),
  contactId: z.uuid().nullable().describe('The contact in which the complainant agreed'),
  proposerId: z.string(),
  reasonCode: z.string(),
  proposedAt: instantSchema,
  ground: words.describe('What the complainant will be told'),
  note: words,
});

const reviewSchema = z.object({
  reviewId: z.uuid(),
  partyId: z.uuid().describe('Who asked for it: the complaint with which that one came'),
  cycle: z.number().int().min(0),
  state: machines.review.schema,
  openedFrom: stateSchema,
  askedThrough: AnswerChannel.nullable().describe('Null when staff recorded it with a contact'),
  openedAt: instantSchema,
  words,
  decision: ReviewDecision.nullable(),
  reviewerId: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
  grounds: words,
});

const disputeSchema = z.object({
  disputeId: z.uuid(),
  partyId: z.uuid().describe('Whose dispute it is: the complaint with which that one came'),
  cycle: z.number().int().min(0),
  state: machines.dispute.schema,
  route: DisputeRoute,
  openedFrom: stateSchema,
  body: words,
  reference: words,
  deadlineOn: z.iso.date(),
  openedBy: z.string(),
  openedAt: instantSchema,
  outcome: DisputeOutcome.nullable(),
  binds: z.boolean().nullable().describe('Whether something is to be done by the award'),
  award: words,
  decidedBy: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
  lesson: z
    .object({
      lessonId: z.uuid(),
      state: machines.lesson.schema,
      unitId: UnitCode,
      dueOn: z.iso.date(),
      task: words,
      learned: words,
      learnedBy: z.string().nullable(),
      learnedAt: instantSchema.nullable(),
      commands: commandsSchema,
    })
    .nullable()
    .describe('What a unit has to learn from it, once it was decided'),
});

export const resolutionViewSchema = roundSchema.extend({
  complaintId: complaintIdSchema,
  complaintNo: z.string(),
  state: stateSchema,
  stateSeq: z.number().int().positive(),
  version: z.number().int().positive().describe('Send it as If-Match'),
  proposals: z.array(proposalSchema).describe('What waits to be decided by a second person'),
  earlierRounds: z.array(roundSchema).describe('The newest first'),
  reviews: z.array(reviewSchema).describe('Internal reviews, the first one first'),
  disputes: z.array(disputeSchema).describe('Before bodies outside, the first one first'),
  commands: commandsSchema,
});

export type RoundView = z.infer<typeof roundSchema>;
export type ResolutionView = z.infer<typeof resolutionViewSchema>;
export type PlanView = z.infer<typeof planSchema>;
export type OfferView = z.infer<typeof offerSchema>;
export type AnswerView = z.infer<typeof answerSchema>;
export type ProposalView = z.infer<typeof proposalSchema>;
export type ReworkView = z.infer<typeof reworkSchema>;
export type ReviewView = z.infer<typeof reviewSchema>;
export type DisputeView = z.infer<typeof disputeSchema>;
export type FollowUpView = z.infer<typeof followUpSchema>;
