import * as events from '../events';
import { namesForClocks } from './clock-meaning';
import type { EventContract, PartsOfEvent } from './event';

/** Service by service, in the order of the lifecycle; what any holder may emit, after the holders. A test compares it with the folder of the events. */
const ALL = [
  events.complaintRegistered,
  events.attachmentAdded,
  events.complaintLinked,
  events.supplemented,
  events.messageWritten,
  events.messageOpened,
  events.contactLogged,
  events.reopeningRequested,
  events.suspensionLiftRequested,
  events.suspensionRequested,
  events.voidRequested,
  events.complaintUrged,
  events.withdrawalRequested,
  events.mergeRequested,
  events.partyAdded,
  events.partyLeft,
  events.mailReturned,
  events.assessmentStarted,
  events.complaintAssessed,
  events.complaintReclassified,
  events.complaintAssigned,
  events.assignmentReturned,
  events.assignmentAccepted,
  events.assignmentChanged,
  events.summaryResolved,
  events.complaintAnswered,
  events.complaintDeclined,
  events.complaintReferred,
  events.complaintEscalated,
  events.escalationAnswered,
  events.supervisionOrdered,
  events.supervisionAnswered,
  events.supervisionLifted,
  events.promiseMade,
  events.promiseKept,
  events.promiseReleased,
  events.majorReportDue,
  events.majorReported,
  events.majorReportRead,
  events.clockExtended,
  events.dateAgreed,
  events.clocksChanged,
  events.clockWarned,
  events.clockBreached,
  events.clockBreachTakenBack,
  events.expiryRequested,
  events.evidenceAdded,
  events.informationAwaited,
  events.thirdPartyAwaited,
  events.thirdPartyReplied,
  events.investigationResumed,
  events.complaintDetermined,
  events.reworkOrdered,
  events.resolutionDrafted,
  events.resolutionSubmitted,
  events.approvalRejected,
  events.resolutionOffered,
  events.oneTimeCodeIssued,
  events.partyAnswered,
  events.partyNotTaken,
  events.offerAccepted,
  events.resolutionImposed,
  events.offerLapsed,
  events.answerObjected,
  events.acceptanceUndone,
  events.offerCountered,
  events.offerRefused,
  events.decisionTold,
  events.remedyStarted,
  events.remedyFailed,
  events.remedyCancelled,
  events.remedyExecuted,
  events.remedyRenegotiated,
  events.complaintResolved,
  events.followUpRecorded,
  events.complaintClosed,
  events.reviewOpened,
  events.reviewDecided,
  events.disputeOpened,
  events.disputeDecided,
  events.lessonLearned,
  events.complaintReopened,
  events.complaintSuspended,
  events.suspensionLifted,
  events.complaintMerged,
  events.complaintVoided,
  events.complaintWithdrawn,
  events.requestRefused,
  events.approvalAsked,
  events.approvalSettled,
  events.complaintAcknowledged,
  events.letterSent,
  events.letterPlaced,
  events.letterSuppressed,
  events.letterBounced,
] as const;

/** Every event of the story, service by service, in the order of the lifecycle. */
export const EVENTS = ALL as unknown as readonly EventContract[];

type FactForClocks<C> = C extends { readonly fact: infer N; readonly clocks?: infer M }
  ? [NonNullable<M>] extends [never]
    ? never
    : FactMeant<NonNullable<M>> | (NonNullable<M> extends { readonly onlyMeans: true } ? never : N)
  : never;

type FactMeant<M> = M extends { readonly means: infer F } ? keyof F & string : never;

/** A fact on which packs may start and stop clocks. */
export type ClockFact = FactForClocks<(typeof ALL)[number]>;

const PARTS_OF = new Map(EVENTS.map(({ type, parts }) => [type, parts]));

/** What an event of a type makes people participants of; undefined for types that this release does not know. */
export function partsOfType(type: string): PartsOfEvent | undefined {
  return PARTS_OF.get(type);
}

/** The events that mean something to clocks. */
export const EVENTS_FOR_CLOCKS = EVENTS.filter(({ clocks }) => clocks !== undefined);

/** The facts on which packs may start and stop clocks, each once. */
export const CLOCK_FACTS = [...new Set(EVENTS_FOR_CLOCKS.flatMap(namesForClocks))] as readonly ClockFact[];

/** Of a fact that is about something that belongs to a complaint, what kind of thing; other facts are absent. */
export const CLOCK_SUBJECT_KINDS: ReadonlyMap<string, string> = new Map(
  EVENTS_FOR_CLOCKS.flatMap((contract) => {
    const kind = contract.clocks?.subject?.kind;
    return kind ? namesForClocks(contract).map((name) => [name, kind] as const) : [];
  }),
);

/** The events that may carry a list of clocks that changed with them. */
export const CLOCK_CARRIERS = EVENTS.filter(
  ({ payload }) => 'clocks' in (payload as unknown as { readonly shape: object }).shape,
);
