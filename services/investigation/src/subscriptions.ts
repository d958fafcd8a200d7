import {
  assignmentAccepted,
  assignmentChanged,
  complaintReclassified,
  ENDED_BY_REQUEST,
  reviewDecided,
  reworkOrdered,
} from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { CloseCaseWhenEndedByRequest } from './investigation-case/close-case/close-case-when-ended-by-request.consumer';
import { FollowAssignment } from './investigation-case/follow-assignment/follow-assignment.consumer';
import { GoOnWhenSentBack } from './investigation-case/go-on/go-on-when-sent-back.consumer';
import { OpenCaseWhenAssignmentAccepted } from './investigation-case/open-case/open-case-when-assignment-accepted.consumer';
import { ReclassifyCaseWhenComplaintReclassified } from './investigation-case/reclassify-case/reclassify-case-when-complaint-reclassified.consumer';

/** Every event that this service reacts to; custody, requests, packs, directory and keys are followed by the modules of the host. */
export const subscriptions: readonly Subscription[] = [
  { event: assignmentAccepted, handler: OpenCaseWhenAssignmentAccepted },
  { event: assignmentChanged, handler: FollowAssignment },
  { event: complaintReclassified, handler: ReclassifyCaseWhenComplaintReclassified },
  { event: [reworkOrdered, reviewDecided], handler: GoOnWhenSentBack },
  { event: ENDED_BY_REQUEST, handler: CloseCaseWhenEndedByRequest },
];
