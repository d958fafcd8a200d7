import { type CaseWork, DISPATCHER } from '@redress/workload';
import type { SeededRandom } from '@redress/testing';
import type { DrivenPlace } from './driven-place';

/** Where a complaint stands before people act on it at the same time; what is not a state says more than that. */
export const SITUATIONS = [
  'UNDER_ASSESSMENT',
  'ASSIGNED',
  'UNDER_INVESTIGATION',
  'AWAITING_COMPLAINANT',
  'AWAITING_THIRD_PARTY',
  'DETERMINED',
  'PENDING_APPROVAL',
  'RESOLUTION_OFFERED',
  'LAST_DAY_OF_OFFER',
  'OFFER_TO_IMPOSE',
  'LAPSED_OFFER',
  'REMEDY_IN_PROGRESS',
  'REMEDY_BEGUN',
  'REMEDY_FAILED',
  'CANCELLATION_PROPOSED',
  'ACCEPTANCE_RECORDED',
  'RESOLVED',
  'CLOSED',
  'OFFER_UNDER_REVIEW',
  'REMEDY_UNDER_REVIEW',
  'RECORD_UNDER_REVIEW',
  'CLOSED_UNDER_REVIEW',
  'OFFER_IN_DISPUTE',
  'REMEDY_IN_DISPUTE',
  'MERGED',
  'SUSPENDED_INVESTIGATION',
  'SUSPENDED_OFFER',
  'SUSPENDED_REMEDY',
  'SUSPENDED_REVIEW',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What one person, or the clock, does. */
export interface Act {
  readonly name: string;
  /** Where it makes sense; elsewhere it would only be refused. */
  readonly in: readonly Situation[];
  /** Whether it is about two complaints: the other was assigned a moment ago. */
  readonly withOther?: boolean;
  run(work: CaseWork, place: DrivenPlace, random: SeededRandom, other: CaseWork): Promise<unknown>;
}

const OFFERED = ['RESOLUTION_OFFERED', 'LAST_DAY_OF_OFFER', 'OFFER_TO_IMPOSE', 'SUSPENDED_OFFER'] as const;
const INVESTIGATED = [
  'UNDER_INVESTIGATION',
  'AWAITING_COMPLAINANT',
  'AWAITING_THIRD_PARTY',
  'SUSPENDED_INVESTIGATION',
] as const;
const MERGED_FROM = [
  'UNDER_ASSESSMENT',
  'ASSIGNED',
  ...INVESTIGATED,
  'DETERMINED',
  'PENDING_APPROVAL',
  'CLOSED',
] as const;
/** An answer that staff recorded can be objected to. */
const RECORDED = ['ACCEPTANCE_RECORDED', 'RECORD_UNDER_REVIEW'] as const;
const AGREED = [
  'REMEDY_IN_PROGRESS',
  'REMEDY_BEGUN',
  'REMEDY_FAILED',
  'CANCELLATION_PROPOSED',
  'ACCEPTANCE_RECORDED',
  'SUSPENDED_REMEDY',
] as const;
const UNDER_REVIEW = [
  'OFFER_UNDER_REVIEW',
  'REMEDY_UNDER_REVIEW',
  'RECORD_UNDER_REVIEW',
  'CLOSED_UNDER_REVIEW',
  'SUSPENDED_REVIEW',
] as const;
const IN_DISPUTE = ['OFFER_IN_DISPUTE', 'REMEDY_IN_DISPUTE'] as const;
/** Determined and not ended: what the house decided can be reviewed or taken elsewhere. */
const DECIDED = [...OFFERED, 'LAPSED_OFFER', ...AGREED, 'RESOLVED', 'CLOSED'] as const;
const SUSPENDED = ['SUSPENDED_INVESTIGATION', 'SUSPENDED_OFFER', 'SUSPENDED_REMEDY', 'SUSPENDED_REVIEW'] as const;
const TRIAGE = 'staff:tang.triage';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const inDays = (place: DrivenPlace, days: number) => new Date(place.now.getTime() + days * DAY_MS);

/** The acts that are let loose on each other: a row each. */
export const ACTS: readonly Act[] = [
  { name: 'accept the assignment', in: ['ASSIGNED'], run: (work) => work.accept() },
  { name: 'return it', in: ['ASSIGNED'], run: (work) => work.returnAssignment() },
  { name: 'take it back', in: ['ASSIGNED'], run: (work) => work.takeBack() },
  { name: 'hand it on', in: ['ASSIGNED', ...INVESTIGATED, 'DETERMINED'], run: (work) => work.handOn() },
  {
    name: 'assess',
    in: ['UNDER_ASSESSMENT'],
    run: (work, place) =>
      place.command(TRIAGE, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'assessment',
        body: { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'NORMAL' },
      }),
  },
  {
    name: 'refer',
    in: ['UNDER_ASSESSMENT'],
    run: (work, place) =>
      place.command(TRIAGE, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'referral',
        body: { organisation: 'Anda Logistics Ltd.', ground: 'It carries that part out.', dataBasis: 'LEGAL_DUTY' },
      }),
  },
  {
    name: 'propose to decline',
    in: ['UNDER_ASSESSMENT'],
    run: (work, place) =>
      place.command(TRIAGE, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'decline',
        body: { reason: 'NOT_OUR_PRODUCT', explanation: 'We supplied neither the goods nor the service.' },
      }),
  },
  {
    name: 'decline',
    in: ['UNDER_ASSESSMENT'],
    run: async (work, place) => {
      await place.command('staff:lu.dispatch', 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'decline',
        body: { reason: 'ALREADY_DECIDED', explanation: 'We decided on this matter before.' },
      });
      await place.command('staff:sun.cs', 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'decline/decision',
        body: { decision: 'APPROVE' },
      });
    },
  },
  { name: 'void', in: ['UNDER_ASSESSMENT', 'ASSIGNED', 'UNDER_INVESTIGATION'], run: (work) => work.void() },
  { name: 'investigate', in: INVESTIGATED, run: (work) => work.investigate() },
  {
    name: 'ask the complainant',
    in: INVESTIGATED,
    run: (work, place) => work.askComplainant('When did you buy it?', inDays(place, 5)),
  },
  {
    name: 'answer the questions',
    in: ['AWAITING_COMPLAINANT', 'SUSPENDED_INVESTIGATION'],
    run: (work) => work.answerQuestions('In March.'),
  },
  {
    name: 'ask a third party',
    in: ['UNDER_INVESTIGATION', 'AWAITING_THIRD_PARTY'],
    run: (work, place) => work.askThirdParty(inDays(place, 5)),
  },
  { name: 'take the reply of the third party', in: ['AWAITING_THIRD_PARTY'], run: (work) => work.thirdPartiesReply() },
  {
    name: 'go on without an answer',
    in: ['AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'],
    run: (work) => work.goOnWithoutAnswer(),
  },
  { name: 'propose', in: ['DETERMINED'], run: (work) => work.propose() },
  { name: 'send it back', in: ['DETERMINED'], run: (work) => work.orderRework() },
  { name: 'approve', in: ['PENDING_APPROVAL'], run: (work) => work.approve() },
  { name: 'reject', in: ['PENDING_APPROVAL'], run: (work) => work.proposeAgain() },
  { name: 'accept the offer', in: OFFERED, run: (work) => work.acceptOffer() },
  { name: 'accept it by phone', in: [...OFFERED, 'LAPSED_OFFER'], run: (work) => work.answerByPhone('ACCEPT') },
  { name: 'refuse it by phone', in: OFFERED, run: (work) => work.answerByPhone('REFUSE', 'That is too little.') },
  { name: 'object to the recorded answer', in: [...RECORDED, ...IN_DISPUTE], run: (work) => work.objectToRecord() },
  { name: 'propose to impose it', in: OFFERED, run: (work) => work.proposeImposition() },
  { name: 'impose it', in: ['OFFER_TO_IMPOSE'], run: (work) => work.decideImposition('APPROVE') },
  { name: 'decide not to impose it', in: ['OFFER_TO_IMPOSE'], run: (work) => work.decideImposition('REJECT') },
  { name: 'make a counter-proposal', in: OFFERED, run: (work) => work.objectToOffer('COUNTER', 'A new one, please.') },
  { name: 'refuse the offer', in: OFFERED, run: (work) => work.objectToOffer('REFUSE', 'That is too little.') },
  {
    name: 'let the offer lapse',
    in: ['LAST_DAY_OF_OFFER', 'SUSPENDED_OFFER'],
    run: (_, place) => place.pass(2 * DAY_MS),
  },
  {
    name: 'execute',
    in: [...AGREED, 'REMEDY_UNDER_REVIEW', 'RECORD_UNDER_REVIEW', ...IN_DISPUTE],
    run: (work) => work.execute(),
  },
  { name: 'begin the remedy', in: AGREED, run: (work) => work.startRemedies() },
  { name: 'find the remedy impossible', in: ['REMEDY_BEGUN', 'REMEDY_FAILED'], run: (work) => work.failRemedies() },
  { name: 'propose to leave the remedy', in: AGREED, run: (work) => work.proposeCancellation() },
  { name: 'have the remedy left', in: ['CANCELLATION_PROPOSED'], run: (work) => work.decideCancellation('APPROVE') },
  { name: 'keep the remedy', in: ['CANCELLATION_PROPOSED'], run: (work) => work.decideCancellation('REJECT') },
  { name: 'negotiate anew', in: ['REMEDY_FAILED', 'REMEDY_BEGUN'], run: (work) => work.renegotiate() },
  { name: 'ask for a review', in: DECIDED, run: (work) => work.askForReview('Nobody listened to me.') },
  { name: 'record that a review is asked for', in: DECIDED, run: (work) => work.recordReviewRequest('Said by phone.') },
  { name: 'let the offer stand', in: ['OFFER_UNDER_REVIEW'], run: (work) => work.decideReview('OFFER_STANDS') },
  {
    name: 'let the remedies stand',
    in: ['REMEDY_UNDER_REVIEW', 'RECORD_UNDER_REVIEW', 'SUSPENDED_REVIEW'],
    run: (work) => work.decideReview('REMEDIES_STAND'),
  },
  { name: 'close by review', in: ['CLOSED_UNDER_REVIEW'], run: (work) => work.decideReview('CLOSE') },
  { name: 'have a new plan made', in: UNDER_REVIEW, run: (work) => work.decideReview('REDRAFT') },
  { name: 'have it investigated again', in: UNDER_REVIEW, run: (work) => work.decideReview('INVESTIGATE_AGAIN') },
  {
    name: 'open a dispute',
    in: ['DETERMINED', 'PENDING_APPROVAL', ...DECIDED, ...UNDER_REVIEW],
    run: (work, place) => work.openDispute(inDays(place, 30)),
  },
  {
    name: 'record an award for the complainant',
    in: IN_DISPUTE,
    run: (work, place) => work.recordAward('FOR_COMPLAINANT', true, inDays(place, 30)),
  },
  {
    name: 'record an award for the company',
    in: ['OFFER_IN_DISPUTE'],
    run: (work, place) => work.recordAward('FOR_COMPANY', false, inDays(place, 30)),
  },
  {
    name: 'record an award for the company, which owes what it agreed to',
    in: ['REMEDY_IN_DISPUTE'],
    run: (work, place) => work.recordAward('FOR_COMPANY', true, inDays(place, 30)),
  },
  {
    name: 'record that the dispute was given up',
    in: IN_DISPUTE,
    run: (work, place, random) => work.recordAward('DISCONTINUED', random.next() < 0.5, inDays(place, 30)),
  },
  { name: 'close', in: ['RESOLVED', 'LAPSED_OFFER'], run: (work) => work.followUp(true) },
  { name: 'reopen', in: ['RESOLVED', 'LAPSED_OFFER'], run: (work) => work.followUp(false) },
  {
    name: 'merge it into another',
    in: MERGED_FROM,
    withOther: true,
    run: (work, _place, _random, other) => work.mergeInto(other),
  },
  {
    name: 'merge another into it',
    in: MERGED_FROM,
    withOther: true,
    run: (work, _place, _random, other) => other.mergeInto(work),
  },
  {
    name: 'undo the merge',
    in: ['MERGED'],
    withOther: true,
    run: (work) => work.undoMerge(),
  },
  {
    name: 'undo the merge a second time',
    in: ['MERGED'],
    withOther: true,
    run: (work) => work.undoMerge(),
  },
  {
    name: 'withdraw the case',
    in: ['MERGED'],
    withOther: true,
    run: (_, _place, _random, other) => other.askToWithdraw('Settled.'),
  },
  {
    name: 'accept the assignment of the case',
    in: ['MERGED'],
    withOther: true,
    run: (_, _place, _random, other) => other.accept(),
  },
  {
    name: 'merge it a second time',
    in: ['MERGED'],
    withOther: true,
    run: (work, _place, _random, other) => work.mergeInto(other),
  },
  {
    name: 'ask to have it reopened',
    in: ['CLOSED', 'RESOLVED', 'CLOSED_UNDER_REVIEW'],
    run: (work) => work.request('staff:chen.front', { kind: 'REOPENING', statement: 'It leaks again.' }),
  },
  { name: 'suspend', in: SITUATIONS, run: (work, place) => work.suspend(inDays(place, 20)) },
  { name: 'lift the suspension', in: SUSPENDED, run: (work) => work.liftSuspension() },
  {
    name: 'extend the time',
    in: ['ASSIGNED', ...INVESTIGATED, 'DETERMINED'],
    run: (work) => work.extend('RESOLUTION', DAY_MS),
  },
  {
    name: 'withdraw',
    in: SITUATIONS,
    run: (work) => work.askToWithdraw('The matter is settled; please withdraw my complaint.'),
  },
  {
    name: 'reclassify',
    in: SITUATIONS,
    run: (work, place, random) =>
      place.command(DISPATCHER, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'classification',
        body: { reasonCode: 'NEW_FACTS', severity: random.pick(['CRITICAL', 'MAJOR', 'MINOR']) },
      }),
  },
  {
    name: 'hand the work of the handler over',
    in: ['ASSIGNED', ...INVESTIGATED, 'DETERMINED', 'RESOLUTION_OFFERED'],
    run: (work) => work.handOverWork(),
  },
  { name: 'add something', in: SITUATIONS, run: (work) => work.supplement('It also smells burnt.') },
  {
    name: 'escalate',
    in: SITUATIONS,
    run: (work, place) =>
      place.command(DISPATCHER, 'routing', work.complaintId, {
        reading: 'assignment',
        path: 'escalations',
        body: { reason: 'CUSTOMER_REQUEST' },
      }),
  },
  // Breaches of limits of hours and of days, and the end of the time in which an offer can be decided.
  { name: 'pass hours', in: SITUATIONS, run: (_, place, random) => place.pass(random.between(30, 600) * MINUTE_MS) },
  { name: 'pass days', in: SITUATIONS, run: (_, place, random) => place.pass(random.between(2, 9) * DAY_MS) },
];
