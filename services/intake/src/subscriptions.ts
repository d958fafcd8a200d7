import { RegisterSubmissions } from './complaint/register-complaint/register-submissions.consumer';
import { RecordRequestAnswers } from './request/record-answer/record-request-answers.consumer';

/** Everything that intake reacts to, besides what the host keeps for every service. */
export const subscriptions = [RegisterSubmissions, RecordRequestAnswers];
