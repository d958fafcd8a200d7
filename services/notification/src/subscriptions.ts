import {
  CLOCK_CARRIERS,
  clockWarned,
  complaintAnswered,
  complaintClosed,
  complaintDeclined,
  complaintReferred,
  complaintRegistered,
  mailReturned,
  offerLapsed,
  decisionTold,
  offerCountered,
  offerRefused,
  informationAwaited,
  investigationResumed,
  oneTimeCodeIssued,
  requestRefused,
  GRANTED_WITH_LETTER,
  resolutionImposed,
  resolutionOffered,
  summaryResolved,
} from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { INBOX_EVENTS } from './inbox/domain/inbox-rules';
import { FillInbox } from './inbox/fill-inbox/fill-inbox.consumer';
import { NoteExpectedTime } from './letters/request-letters/note-expected-time.consumer';
import { TakeReturnedMail } from './letters/take-returned-mail/take-returned-mail.consumer';
import { OpenCorrespondence } from './letters/request-letters/open-correspondence.consumer';
import {
  RequestAnswerLetters,
  RequestClosureLetters,
  RequestDeclineLetters,
  RequestCounterLetters,
  RequestDecisionLetters,
  RequestGrantLetters,
  RequestImpositionLetters,
  RequestLapseLetters,
  RequestInformationLetters,
  RequestInformationReminders,
  RequestOfferLetters,
  RequestOfferReminders,
  RequestOfferRefusalLetters,
  RequestOneTimeCodeLetters,
  RequestReferralLetters,
  RequestRefusalLetters,
  RequestSummaryLetters,
  RequestUnansweredLetters,
} from './letters/request-letters/request-letters.consumer';

/** Everything that notification reacts to, besides what the modules of the host keep for every service. */
export const subscriptions: readonly Subscription[] = [
  { event: complaintRegistered, handler: OpenCorrespondence },
  { event: CLOCK_CARRIERS, handler: NoteExpectedTime },
  { event: informationAwaited, handler: RequestInformationLetters },
  { event: clockWarned, handler: RequestInformationReminders },
  { event: investigationResumed, handler: RequestUnansweredLetters },
  { event: resolutionOffered, handler: RequestOfferLetters },
  { event: clockWarned, handler: RequestOfferReminders },
  { event: offerLapsed, handler: RequestLapseLetters },
  { event: oneTimeCodeIssued, handler: RequestOneTimeCodeLetters },
  { event: offerCountered, handler: RequestCounterLetters },
  { event: offerRefused, handler: RequestOfferRefusalLetters },
  { event: decisionTold, handler: RequestDecisionLetters },
  { event: resolutionImposed, handler: RequestImpositionLetters },
  { event: complaintClosed, handler: RequestClosureLetters },
  { event: GRANTED_WITH_LETTER, handler: RequestGrantLetters },
  { event: summaryResolved, handler: RequestSummaryLetters },
  { event: complaintAnswered, handler: RequestAnswerLetters },
  { event: complaintDeclined, handler: RequestDeclineLetters },
  { event: complaintReferred, handler: RequestReferralLetters },
  { event: requestRefused, handler: RequestRefusalLetters },
  { event: INBOX_EVENTS, handler: FillInbox },
  { event: mailReturned, handler: TakeReturnedMail },
];
