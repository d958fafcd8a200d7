import {
  complaintMerged,
  complaintReopened,
  partyNotTaken,
  complaintWithdrawn,
  REQUESTS_GRANTED,
  requestRefused,
} from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { RegisterSubmissions } from './complaint/register-complaint/register-submissions.consumer';
import { RegisterLinkedCases } from './linked-case/register-linked-cases.consumer';
import { FollowMerges } from './request/merge/follow-merges.consumer';
import { RecordRequestAnswers } from './request/record-answer/record-request-answers.consumer';

/** Everything that intake reacts to, besides what the modules of the host keep for every service. */
export const subscriptions: readonly Subscription[] = [
  { event: 'complaint.submissions.v1', handler: RegisterSubmissions },
  { event: REQUESTS_GRANTED, handler: RecordRequestAnswers },
  { event: complaintMerged, handler: FollowMerges },
  { event: partyNotTaken, handler: FollowMerges },
  { event: complaintReopened, handler: FollowMerges },
  { event: requestRefused, handler: RecordRequestAnswers },
  { event: requestRefused, handler: RegisterLinkedCases },
  { event: complaintWithdrawn, handler: RegisterLinkedCases },
];
