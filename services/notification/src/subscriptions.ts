import {
  CLOCK_CARRIERS,
  complaintClosed,
  complaintRegistered,
  REFUSALS,
  resolutionOffered,
  WITHDRAWALS,
} from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { NoteExpectedTime } from './letters/request-letters/note-expected-time.consumer';
import { OpenCorrespondence } from './letters/request-letters/open-correspondence.consumer';
import {
  RequestClosureLetters,
  RequestOfferLetters,
  RequestRefusalLetters,
  RequestWithdrawalLetters,
} from './letters/request-letters/request-letters.consumer';

/** Everything that notification reacts to, besides what the modules of the host keep for every service. */
export const subscriptions: readonly Subscription[] = [
  { event: complaintRegistered, handler: OpenCorrespondence },
  { event: CLOCK_CARRIERS, handler: NoteExpectedTime },
  { event: resolutionOffered, handler: RequestOfferLetters },
  { event: complaintClosed, handler: RequestClosureLetters },
  { event: WITHDRAWALS, handler: RequestWithdrawalLetters },
  { event: REFUSALS, handler: RequestRefusalLetters },
];
