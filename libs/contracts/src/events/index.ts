import type { EventContract } from '../event';
import { complaintRegistered, withdrawalRequested } from './intake';
import {
  assessmentStarted,
  complaintAssessed,
  complaintReclassified,
  complaintAssigned,
  assignmentAccepted,
  complaintEscalated,
  clockStarted,
  clockRecomputed,
  clockWarned,
  clockBreached,
  clockBreachWithdrawn,
  clockMet,
  clockCancelled,
  withdrawnByRouting,
  requestRefusedByRouting,
} from './routing';
import {
  evidenceAdded,
  complaintDetermined,
  withdrawnByInvestigation,
  requestRefusedByInvestigation,
} from './investigation';
import {
  resolutionDrafted,
  resolutionSubmitted,
  approvalRejected,
  resolutionOffered,
  offerAccepted,
  remedyExecuted,
  complaintResolved,
  followUpRecorded,
  complaintClosed,
  complaintReopened,
  withdrawnByResolution,
  requestRefusedByResolution,
} from './resolution';
import { complaintAcknowledged, letterSent, letterSuppressed } from './notification';

export * from './classification';
export * from './intake';
export * from './investigation';
export * from './notification';
export * from './request';
export * from './request-answers';
export * from './resolution';
export * from './routing';

/** Every event of the story, service by service, in the order of the lifecycle. */
export const EVENTS: readonly EventContract[] = [
  complaintRegistered,
  withdrawalRequested,
  assessmentStarted,
  complaintAssessed,
  complaintReclassified,
  complaintAssigned,
  assignmentAccepted,
  complaintEscalated,
  clockStarted,
  clockRecomputed,
  clockWarned,
  clockBreached,
  clockBreachWithdrawn,
  clockMet,
  clockCancelled,
  withdrawnByRouting,
  requestRefusedByRouting,
  evidenceAdded,
  complaintDetermined,
  withdrawnByInvestigation,
  requestRefusedByInvestigation,
  resolutionDrafted,
  resolutionSubmitted,
  approvalRejected,
  resolutionOffered,
  offerAccepted,
  remedyExecuted,
  complaintResolved,
  followUpRecorded,
  complaintClosed,
  complaintReopened,
  withdrawnByResolution,
  requestRefusedByResolution,
  complaintAcknowledged,
  letterSent,
  letterSuppressed,
] as unknown as readonly EventContract[];
