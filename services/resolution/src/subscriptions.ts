import {
  assignmentAccepted,
  assignmentChanged,
  complaintAnswered,
  complaintDetermined,
  complaintReclassified,
  ENDED_BY_REQUEST,
  partyAdded,
  partyLeft,
  summaryResolved,
} from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { CloseCaseWhenEndedByRequest } from './resolution-case/close-case/close-case-when-ended-by-request.consumer';
import {
  DECISION_CLOCK_CARRIERS,
  FollowDecisionClock,
} from './resolution-case/follow-decision-clock/follow-decision-clock.consumer';
import { FollowParties } from './resolution-case/follow-parties/follow-parties.consumer';
import { FollowAssignment } from './resolution-case/follow-assignment/follow-assignment.consumer';
import { NoteFlagsWhenAccepted, NoteFlagsWhenReclassified } from './resolution-case/note-flags/note-flags.consumer';
import { OpenCaseWhenSettledAtOnce } from './resolution-case/open-case/open-case-when-settled-at-once.consumer';
import { OpenCaseWhenComplaintDetermined } from './resolution-case/open-case/open-case-when-complaint-determined.consumer';

/** Every event that this service reacts to; custody, requests, packs, directory, keys and dossiers are followed by the modules of the host. */
export const subscriptions: readonly Subscription[] = [
  { event: assignmentAccepted, handler: NoteFlagsWhenAccepted },
  { event: complaintReclassified, handler: NoteFlagsWhenReclassified },
  { event: complaintDetermined, handler: OpenCaseWhenComplaintDetermined },
  { event: DECISION_CLOCK_CARRIERS, handler: FollowDecisionClock },
  { event: [summaryResolved, complaintAnswered], handler: OpenCaseWhenSettledAtOnce },
  { event: assignmentChanged, handler: FollowAssignment },
  { event: partyAdded, handler: FollowParties },
  { event: partyLeft, handler: FollowParties },
  { event: ENDED_BY_REQUEST, handler: CloseCaseWhenEndedByRequest },
];
