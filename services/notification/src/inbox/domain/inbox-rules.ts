import {
  answerObjected,
  approvalAsked,
  approvalRejected,
  approvalSettled,
  assignmentAccepted,
  assignmentChanged,
  assignmentReturned,
  CLOCK_CARRIERS,
  clockBreached,
  clockBreachTakenBack,
  clocksOf,
  clockWarned,
  complaintAcknowledged,
  complaintAssigned,
  complaintDetermined,
  complaintEscalated,
  complaintReopened,
  disputeDecided,
  disputeOpened,
  escalationAnswered,
  EVENTS,
  lessonLearned,
  followUpRecorded,
  machines,
  letterBounced,
  letterPlaced,
  letterSent,
  letterSuppressed,
  decisionTold,
  offerAccepted,
  remedyCancelled,
  remedyFailed,
  remedyRenegotiated,
  remedyStarted,
  RoleCode,
  resolutionOffered,
  resolutionSubmitted,
  reworkOrdered,
  reviewDecided,
  reviewOpened,
  RULES,
  STATES,
  supplemented,
  targetsOf,
  type DataOf,
  type EventContract,
  type InboxKind,
  type Received,
  type StoryBase,
  complaintUrged,
  contactLogged,
  investigationResumed,
  messageWritten,
  offerCountered,
  offerRefused,
  promiseKept,
  promiseMade,
  promiseReleased,
  supervisionOrdered,
  supervisionAnswered,
  supervisionLifted,
  majorReportDue,
  majorReported,
  majorReportRead,
  complaintClosed,
} from '@redress/contracts';
import type { Addressees } from './addressees';

/** What an item is about within its complaint: which clock, which letter. */
type SubjectsOf<D> = (data: D, event: Received<StoryBase>) => readonly (string | undefined)[];

/** An event after which items are settled, all who have them. */
interface Clearing {
  readonly on: readonly EventContract[];
  /** The subjects that are settled; all of the kind when absent. */
  readonly subjects?: SubjectsOf<never>;
}

/** One line of the table: an event, who is told, and what clears it. */
export interface InboxRule {
  readonly kind: InboxKind;
  readonly on: EventContract;
  readonly when?: (data: never) => boolean;
  readonly who: (people: Addressees, data: never) => readonly string[];
  /** What it is about within the complaint; nothing in particular when absent. */
  readonly subject?: (data: never) => string;
  /** Codes, ids and times that the reader is shown; never words. */
  readonly facts?: (data: never) => Readonly<Record<string, unknown>>;
  readonly clearedBy: readonly Clearing[];
}

function rule<C extends EventContract>(
  on: C,
  line: {
    readonly kind: InboxKind;
    readonly when?: (data: DataOf<C>) => boolean;
    readonly who: (people: Addressees, data: DataOf<C>) => readonly string[];
    readonly subject?: (data: DataOf<C>) => string;
    readonly facts?: (data: DataOf<C>) => Readonly<Record<string, unknown>>;
    readonly clearedBy: readonly Clearing[];
  },
): InboxRule {
  return { ...line, on } as unknown as InboxRule;
}

function by<C extends EventContract>(on: C, subject?: (data: DataOf<C>) => string | undefined): Clearing {
  return { on: [on], ...(subject ? { subjects: ((data: DataOf<C>) => [subject(data)]) as SubjectsOf<never> } : {}) };
}

/** A clock that stopped settles what was said of it. */
const CLOCK_ENDED: Clearing = {
  on: CLOCK_CARRIERS,
  subjects: ((_: StoryBase, event: Received<StoryBase>) =>
    clocksOf(event)
      .filter(({ endedAt }) => endedAt !== undefined)
      .map(({ clockId }) => clockId)) as unknown as SubjectsOf<never>,
};

/** The complainant learned what a letter says. */
const TOLD: readonly Clearing[] = [
  by(letterSent, ({ letterId }) => letterId),
  by(complaintAcknowledged, ({ letterId }) => letterId),
];

/** Nothing is left to do about a complaint that ended: everything is cleared, except that its complainant is to be told. */
export const ENDING = EVENTS.filter(
  ({ kind, transitions }) => kind === 'state' && targetsOf(transitions).some((state) => STATES[state].ended),
);

/** Kinds that the end of a complaint does not settle. */
export const OUTLIVES_ENDING: readonly InboxKind[] = [
  'LETTER_BOUNCED',
  'LETTER_TO_DELIVER',
  'NOBODY_TOLD',
  'PROPOSAL_DECIDED',
  'REVIEW_DECIDED',
  'DISPUTE_DECIDED',
  'LESSON_DUE',
];

/** Kinds that routing tells of complaints that others hold: these may have ended meanwhile, and nothing is to be done then. */
export const NOT_OF_ENDED: readonly InboxKind[] = ['ESCALATION', 'SUPERVISION'];

/**
 * Who is told of what, and what clears it (RT-05). A line is all that a new kind needs besides its words in `INBOX_KINDS`;
 * no one gets an item for a case that they may not read, whatever the line says.
 */
export const INBOX_RULES: readonly InboxRule[] = [
  rule(complaintAssigned, {
    kind: 'ASSIGNMENT',
    who: (people, { handlerId, unitId }) => people.handler(handlerId, unitId),
    facts: ({ unitId }) => ({ unitId }),
    clearedBy: [by(assignmentAccepted), by(assignmentReturned)],
  }),
  rule(assignmentChanged, {
    kind: 'ASSIGNMENT',
    who: (_, { handlerId }) => [handlerId],
    facts: ({ unitId, reason }) => ({ unitId, reason }),
    clearedBy: [by(assignmentChanged)],
  }),
  rule(assignmentReturned, {
    kind: 'RETURN',
    when: ({ takenBack }) => !takenBack,
    who: (people) => people.onLine(['DISPATCHER'], { from: people.complaint.receivingUnit }),
    facts: ({ fromUnitId, reason, returns }) => ({ unitId: fromUnitId, reason, returns }),
    clearedBy: [by(complaintAssigned)],
  }),
  rule(clockWarned, {
    kind: 'CLOCK_WARNING',
    // The owner at half of the limit, and who leads the unit as well when it is running out (SL-08).
    who: (people, { percent }) => (percent < 80 ? people.handler() : [...people.handler(), ...people.head()]),
    subject: ({ clockId }) => clockId,
    facts: ({ clock, dueAt, percent }) => ({ clock, dueAt, percent }),
    clearedBy: [CLOCK_ENDED, by(clockBreached, ({ clockId }) => clockId)],
  }),
  rule(clockBreached, {
    kind: 'CLOCK_BREACH',
    who: (people, { ownerId, unitId }) => [...people.handler(ownerId, unitId), ...people.head(unitId)],
    subject: ({ clockId }) => clockId,
    facts: ({ clock, dueAt }) => ({ clock, dueAt }),
    clearedBy: [CLOCK_ENDED, by(clockBreachTakenBack, ({ clockId }) => clockId)],
  }),
  rule(resolutionSubmitted, {
    kind: 'APPROVAL_ASKED',
    who: (people, { approverRole, drafterId }) => {
      const role = RoleCode.safeParse(approverRole).data;
      const concerned = new Set([drafterId, ...people.whoDid('DRAFTER'), ...people.whoDid('INVESTIGATOR')]);
      return role ? people.onLine([role], { but: concerned }) : [];
    },
    subject: ({ planId }) => planId,
    facts: ({ revision }) => ({ revision }),
    clearedBy: [
      by(approvalRejected, ({ planId }) => planId),
      by(resolutionOffered, ({ planId }) => planId),
      by(decisionTold, ({ planId }) => planId),
      by(disputeOpened),
    ],
  }),
  rule(approvalAsked, {
    kind: 'DECISION_ASKED',
    who: (people, { deciderId, proposerId }) =>
      (deciderId ? [deciderId] : people.head()).filter((id) => id !== proposerId),
    subject: ({ stepId }) => stepId,
    facts: ({ approval }) => ({ approval }),
    clearedBy: [by(approvalSettled, ({ stepId }) => stepId)],
  }),
  rule(approvalSettled, {
    kind: 'PROPOSAL_DECIDED',
    who: (_, { proposerId }) => (proposerId ? [proposerId] : []),
    subject: ({ stepId }) => stepId,
    facts: ({ approval, result }) => ({ approval, result }),
    clearedBy: [],
  }),
  rule(reworkOrdered, {
    kind: 'REWORK',
    who: (people) => people.handler(),
    subject: ({ determinationId }) => determinationId,
    facts: ({ reason, round }) => ({ reason, round }),
    clearedBy: [by(complaintDetermined)],
  }),
  rule(approvalRejected, {
    kind: 'PLAN_REJECTED',
    who: (people) => people.whoDid('DRAFTER'),
    subject: ({ planId }) => planId,
    facts: ({ revision }) => ({ revision }),
    clearedBy: [by(resolutionSubmitted)],
  }),
  rule(remedyFailed, {
    kind: 'REMEDY_FAILED',
    who: (people) => [...new Set([...people.handler(), ...people.whoDid('DRAFTER')])],
    subject: ({ remedyId }) => remedyId,
    facts: ({ remedyId, failure }) => ({ remedyId, failure }),
    clearedBy: [
      by(remedyStarted, ({ remedyId }) => remedyId),
      by(remedyCancelled, ({ remedyId }) => remedyId),
      by(remedyRenegotiated),
    ],
  }),
  rule(offerAccepted, {
    kind: 'ANSWER_RECEIVED',
    who: (people) => people.handler(),
    facts: ({ consentChannel }) => ({ consentChannel }),
    clearedBy: [],
  }),
  rule(offerAccepted, {
    kind: 'NAMED_AS_LISTENER',
    when: ({ listenerId }) => listenerId !== undefined,
    who: (_, { listenerId }) => (listenerId ? [listenerId] : []),
    facts: ({ consentChannel, objectBy }) => ({ consentChannel, objectBy }),
    clearedBy: [by(answerObjected)],
  }),
  rule(answerObjected, {
    kind: 'OBJECTION',
    who: (people) => [...new Set([...people.handler(), ...people.whoDid('DRAFTER')])],
    subject: ({ answerId }) => answerId,
    facts: ({ answer, answerChannel, linesStopped }) => ({ answer, answerChannel, linesStopped }),
    clearedBy: [by(resolutionSubmitted), by(resolutionOffered), by(decisionTold)],
  }),
  ...([offerCountered, offerRefused] as const).map((answered) =>
    rule(answered, {
      kind: 'ANSWER_RECEIVED',
      who: (people) => people.handler(),
      facts: ({ answerChannel }) => ({ answerChannel }),
      clearedBy: [by(resolutionSubmitted), by(resolutionOffered)],
    }),
  ),
  rule(investigationResumed, {
    kind: 'ANSWER_RECEIVED',
    when: ({ reason }) => reason === 'COMPLAINANT_REPLIED' || reason === 'NO_REPLY_IN_TIME',
    who: (people) => people.handler(),
    facts: ({ reason }) => ({ reason }),
    clearedBy: [by(complaintDetermined)],
  }),
  rule(messageWritten, {
    kind: 'MESSAGE',
    when: ({ by: author }) => author === 'COMPLAINANT',
    who: (people) => people.handler(),
    subject: ({ messageId }) => messageId,
    clearedBy: [],
  }),
  rule(supervisionOrdered, {
    kind: 'SUPERVISION',
    who: (people, { unitId }) => [...people.handler(undefined, unitId), ...people.head(unitId)],
    subject: ({ supervisionId }) => supervisionId,
    facts: ({ dueAt }) => ({ dueAt }),
    clearedBy: [
      by(supervisionAnswered, ({ supervisionId }) => supervisionId),
      by(supervisionLifted, ({ supervisionId }) => supervisionId),
    ],
  }),
  rule(promiseMade, {
    kind: 'PROMISE',
    who: (people) => people.handler(),
    subject: ({ promiseId }) => promiseId,
    facts: ({ promiseKind, dueAt }) => ({ promiseKind, dueAt }),
    clearedBy: [by(promiseKept, ({ promiseId }) => promiseId), by(promiseReleased, ({ promiseId }) => promiseId)],
  }),
  rule(supervisionAnswered, {
    kind: 'SUPERVISION_ANSWERED',
    who: (_, { orderedBy }) => [orderedBy],
    subject: ({ supervisionId }) => supervisionId,
    clearedBy: [by(supervisionLifted, ({ supervisionId }) => supervisionId)],
  }),
  rule(majorReportDue, {
    kind: 'MAJOR_COMPLAINT',
    who: (people, { targetId }) => [...(targetId ? [targetId] : []), ...people.handler(), ...people.head()],
    subject: ({ reportId }) => reportId,
    clearedBy: [by(majorReported, ({ reportId }) => reportId)],
  }),
  rule(majorReported, {
    kind: 'MAJOR_REPORT',
    who: (people, { targetId }) => (targetId ? [targetId] : people.onLine(['EXECUTIVE'])),
    subject: ({ reportId }) => reportId,
    clearedBy: [by(majorReportRead, ({ reportId }) => reportId)],
  }),
  rule(complaintClosed, {
    kind: 'RESULT_REPORT',
    who: (people) => people.whoDid('SUPERVISOR'),
    facts: ({ closureCode }) => ({ closureCode }),
    clearedBy: [],
  }),
  rule(complaintUrged, {
    kind: 'URGING',
    who: (people) => [...people.handler(), ...people.firstContact()],
    facts: ({ count }) => ({ count }),
    clearedBy: [by(contactLogged), by(complaintUrged)],
  }),
  rule(followUpRecorded, {
    kind: 'FOLLOW_UP_DEFERRED',
    when: ({ result }) => result === machines.followUp.state.DEFERRED,
    who: (_, { callerId }) => [callerId],
    facts: ({ deferredUntil }) => ({ deferredUntil }),
    clearedBy: [by(followUpRecorded)],
  }),
  rule(followUpRecorded, {
    kind: 'OTHER_NEEDS',
    when: ({ otherNeeds }) => otherNeeds === true,
    who: (people) => [...new Set([...people.handler(), ...people.firstContact()])],
    subject: ({ followUpId }) => followUpId,
    clearedBy: [],
  }),
  rule(supplemented, {
    kind: 'MESSAGE',
    when: ({ by: author }) => author === 'COMPLAINANT',
    who: (people) => people.handler(),
    subject: ({ supplementId }) => supplementId,
    clearedBy: [],
  }),
  rule(complaintEscalated, {
    kind: 'ESCALATION',
    when: ({ escalationId }) => escalationId !== undefined,
    who: (_, { targetId }) => (targetId ? [targetId] : []),
    subject: ({ escalationId }) => escalationId ?? '',
    facts: ({ level, reason }) => ({ level, reason }),
    clearedBy: [by(complaintEscalated), by(escalationAnswered, ({ escalationId }) => escalationId)],
  }),
  rule(complaintReopened, {
    kind: 'REOPENING',
    who: (people) => people.onLine(['DISPATCHER', 'TRIAGE_OFFICER'], { from: people.complaint.receivingUnit }),
    clearedBy: [by(complaintAssigned)],
  }),
  rule(reviewOpened, {
    kind: 'REVIEW_ASKED',
    who: (people) => people.above(RULES.reviews, people.involved()),
    subject: ({ reviewId }) => reviewId,
    clearedBy: [by(reviewDecided, ({ reviewId }) => reviewId), by(disputeOpened)],
  }),
  rule(reviewDecided, {
    kind: 'REVIEW_DECIDED',
    who: (people, { handlerId, unitId }) => people.handler(handlerId, unitId),
    subject: ({ reviewId }) => reviewId,
    facts: ({ decision }) => ({ decision }),
    clearedBy: [],
  }),
  rule(disputeOpened, {
    kind: 'DISPUTE_OPENED',
    who: (people) => [...people.handler(), ...people.onLine(RULES.answersDisputes)],
    subject: ({ disputeId }) => disputeId,
    facts: ({ route, deadlineOn }) => ({ route, deadlineOn }),
    clearedBy: [by(disputeDecided, ({ disputeId }) => disputeId)],
  }),
  rule(disputeDecided, {
    kind: 'DISPUTE_DECIDED',
    who: (people) => people.handler(),
    subject: ({ disputeId }) => disputeId,
    facts: ({ award, binds }) => ({ award, binds }),
    clearedBy: [],
  }),
  rule(disputeDecided, {
    kind: 'LESSON_DUE',
    who: (people, { lessonUnitId }) => people.head(lessonUnitId),
    subject: ({ lessonId }) => lessonId,
    facts: ({ lessonId, lessonUnitId, lessonDueOn }) => ({ lessonId, unitId: lessonUnitId, dueOn: lessonDueOn }),
    clearedBy: [by(lessonLearned, ({ lessonId }) => lessonId)],
  }),
  rule(letterBounced, {
    kind: 'LETTER_BOUNCED',
    who: (people) => people.firstContact(),
    subject: ({ letterId }) => letterId,
    facts: ({ letter, letterId, status }) => ({ letter, letterId, status }),
    clearedBy: TOLD,
  }),
  rule(letterPlaced, {
    kind: 'LETTER_TO_DELIVER',
    when: ({ way }) => way === 'PRINT',
    who: (people) => people.firstContact(),
    subject: ({ letterId }) => letterId,
    facts: ({ letter, letterId }) => ({ letter, letterId }),
    clearedBy: TOLD,
  }),
  rule(letterSuppressed, {
    kind: 'NOBODY_TOLD',
    when: ({ reasonCode }) => reasonCode !== 'OUTDATED' && reasonCode !== 'NO_COMPLAINANT',
    who: (people) => people.firstContact(),
    subject: ({ letterId }) => letterId,
    facts: ({ letter, letterId, reasonCode }) => ({ letter, letterId, reason: reasonCode }),
    clearedBy: TOLD,
  }),
];

/** Every event that the table reads. */
export const INBOX_EVENTS: readonly EventContract[] = [
  ...new Set([
    ...INBOX_RULES.flatMap(({ on, clearedBy }) => [on, ...clearedBy.flatMap((clearing) => clearing.on)]),
    ...ENDING,
  ]),
];
