import { REQUESTS_GRANTED, requestRefused } from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { RegisterSubmissions } from './complaint/register-complaint/register-submissions.consumer';
import { RecordRequestAnswers } from './request/record-answer/record-request-answers.consumer';

/** Everything that intake reacts to, besides what the modules of the host keep for every service. */
export const subscriptions: readonly Subscription[] = [
  { event: 'complaint.submissions.v1', handler: RegisterSubmissions },
  { event: REQUESTS_GRANTED, handler: RecordRequestAnswers },
  { event: requestRefused, handler: RecordRequestAnswers },
];
