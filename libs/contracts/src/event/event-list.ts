import * as events from '../events';
import type { EventContract } from './event';

/** Service by service, in the order of the lifecycle. A test compares it with the folder of the events. */
const ALL = [
  events.complaintRegistered,
  events.withdrawalRequested,
  events.assessmentStarted,
  events.complaintAssessed,
  events.complaintReclassified,
  events.complaintAssigned,
  events.assignmentAccepted,
  events.complaintEscalated,
  events.clockStarted,
  events.clockRecomputed,
  events.clockWarned,
  events.clockBreached,
  events.clockBreachWithdrawn,
  events.clockMet,
  events.clockCancelled,
  events.withdrawnByRouting,
  events.requestRefusedByRouting,
  events.evidenceAdded,
  events.complaintDetermined,
  events.withdrawnByInvestigation,
  events.requestRefusedByInvestigation,
  events.resolutionDrafted,
  events.resolutionSubmitted,
  events.approvalRejected,
  events.resolutionOffered,
  events.offerAccepted,
  events.remedyExecuted,
  events.complaintResolved,
  events.followUpRecorded,
  events.complaintClosed,
  events.complaintReopened,
  events.withdrawnByResolution,
  events.requestRefusedByResolution,
  events.complaintAcknowledged,
  events.letterSent,
  events.letterSuppressed,
] as const;

/** Every event of the story, service by service, in the order of the lifecycle. */
export const EVENTS = ALL as unknown as readonly EventContract[];

type FactForClocks<C> = C extends { readonly fact: infer N; readonly clocks?: infer M }
  ? [NonNullable<M>] extends [never]
    ? never
    : N
  : never;

/** A fact on which packs may start and stop clocks. */
export type ClockFact = FactForClocks<(typeof ALL)[number]>;

/** The events that mean something to clocks. */
export const EVENTS_FOR_CLOCKS = EVENTS.filter(({ clocks }) => clocks !== undefined);

/** The facts on which packs may start and stop clocks, each once. */
export const CLOCK_FACTS = [...new Set(EVENTS_FOR_CLOCKS.map(({ fact }) => fact))] as readonly ClockFact[];
